package dev.strand.status.http;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.query.TaskFilter;
import dev.strand.status.query.TaskList;
import dev.strand.status.query.TaskOrder;
import java.util.Set;

/** The query parameters of lists of tasks. */
final class TaskQueries {
    /** What the names of parameters begin with that ask for a label. */
    static final String LABEL_PREFIX = "label.";

    /** The parameters of the list of tasks. */
    static final Set<String> LIST =
            Set.of(
                    "status", "type", "group", "error", "from", "to", "sort", "limit", "cursor",
                    "count");

    /** The parameters of the list of dead letters. */
    static final Set<String> DEAD_LETTERS =
            Set.of("type", "group", "error", "from", "to", "sort", "limit", "cursor", "count");

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final int MAX_LABELS = 16;

    private TaskQueries() {}

    /** The list that a request asks for; mistakes are kept for {@link QueryParameters#check}. */
    static TaskList list(QueryParameters query) {
        TaskOrder sort = query.constant("sort", TaskOrder.class);
        TaskOrder order = sort == null ? TaskOrder.NEWEST : sort;
        int limit = query.limit(DEFAULT_LIMIT, MAX_LIMIT);
        return TaskList.first(filter(query), order, limit).counted(query.flag("count"));
    }

    private static TaskFilter filter(QueryParameters query) {
        TaskFilter filter =
                new TaskFilter(
                        query.constants("status", TaskStatus.class),
                        query.text("type"),
                        query.text("group"),
                        query.prefixed(LABEL_PREFIX),
                        query.millis("from", 0),
                        query.millis("to", Long.MAX_VALUE),
                        query.text("error"));
        if (filter.labels().size() > MAX_LABELS) {
            query.refuse(LABEL_PREFIX, "must be given for at most " + MAX_LABELS + " labels", null);
        }
        if (filter.fromMillis() > filter.toMillis()) {
            query.refuse("from", "must not be later than to", query.text("from"));
        }
        return filter;
    }
}

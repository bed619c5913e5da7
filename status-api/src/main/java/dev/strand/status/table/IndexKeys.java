package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the index rows that a visible row has in a state.
 *
 * @param byStatus for lists of a state
 * @param byType for lists of a type
 * @param byGroup for lists of a group; these rows are what group summaries count
 */
record IndexKeys(Bytes byStatus, Bytes byType, Bytes byGroup) {
    static IndexKeys of(TaskRow row, TaskStatus status) {
        return of(placeOf(row), row.type(), status);
    }

    static IndexKeys of(Place run, String type, TaskStatus status) {
        String group = run.groupId();
        long sequence = run.sequence();
        long millis = run.millis();
        return new IndexKeys(
                Keys.newestFirst(Keys.statusPrefix(status), millis, sequence, group),
                Keys.newestFirst(Keys.typePrefix(type, status), millis, sequence, group),
                Keys.inOrder(Keys.groupPrefix(group, status), sequence));
    }

    private static Place placeOf(TaskRow row) {
        return new Place(row.id().groupId(), row.id().sequence(), row.submittedAtMillis());
    }

    /** The key of the index row that a queued run with a due time has. */
    static Bytes byDue(TaskRow row) {
        return Keys.newestFirst(
                Keys.duePrefix(), row.submittedAtMillis(), row.id().sequence(), row.id().groupId());
    }

    /** The keys of the index rows that a visible row has in every state, one for each label. */
    static List<Bytes> byLabel(TaskRow row) {
        return byLabel(placeOf(row), row.shown().labels());
    }

    /** The keys of the index rows of these labels. */
    static List<Bytes> byLabel(Place run, Map<String, String> labels) {
        if (labels.isEmpty()) {
            return List.of();
        }
        List<Bytes> keys = new ArrayList<>(labels.size());
        labels.forEach((name, value) ->
                keys.add(
                        Keys.newestFirst(
                                Keys.labelPrefix(name, value),
                                run.millis(),
                                run.sequence(),
                                run.groupId())));
        return keys;
    }
}

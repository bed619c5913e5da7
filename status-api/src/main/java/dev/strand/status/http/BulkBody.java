package dev.strand.status.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.TaskStatus;
import dev.strand.status.bulk.BulkAction;
import dev.strand.status.bulk.BulkRequest;
import dev.strand.status.query.TaskFilter;
import io.micronaut.http.HttpRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a bulk request. It has to say which tasks it is about, if only with {@code
 * "all": true}: a condition that was forgotten must not reach everything. Unknown fields and all
 * mistakes are told at once.
 */
final class BulkBody {
    private static final int MAX_IDS = 1_000;
    private static final double MAX_RATE = 100_000;
    private static final String STATUS = "status";
    private static final String ALL = "all";
    private static final String LABEL = "label";
    private static final String TASK_IDS = "taskIds";
    private static final String RATE = "ratePerSecond";
    private static final String IN_PLACE = "inPlace";
    private static final Set<String> CONDITIONS =
            Set.of("type", "group", "error", "from", "to", TASK_IDS, LABEL);
    private static final Set<String> OTHERS = Set.of(ALL, "dryRun", RATE, "reason", "by");

    private final BulkAction action;
    private final Set<String> conditions;
    private final JsonBody body;

    private BulkBody(BulkAction action, @Nullable String text) {
        this.action = action;
        conditions = new TreeSet<>(CONDITIONS);
        if (action != BulkAction.REDRIVE) {
            conditions.add(STATUS);
        }
        body = JsonBody.required(text, "must be a JSON object that says " + whichTasks());
    }

    /**
     * A request, and whether it shall only be counted.
     *
     * @param request what to do
     * @param isDryRun whether to count only
     */
    record Read(BulkRequest request, boolean isDryRun) {}

    /** Who asks is who was authenticated, if somebody was, whatever the body says. */
    static Read read(BulkAction action, HttpRequest<?> request, @Nullable String text) {
        return new BulkBody(action, text).read(request);
    }

    private Read read(HttpRequest<?> request) {
        Set<String> known = new TreeSet<>(conditions);
        known.addAll(OTHERS);
        if (action != BulkAction.CANCEL) {
            known.add(IN_PLACE);
        }
        body.allow(known);
        requireCondition();
        TaskFilter filter =
                new TaskFilter(
                        statuses(),
                        body.text("type"),
                        body.text("group"),
                        labels(),
                        body.millis("from", 0),
                        body.millis("to", Long.MAX_VALUE),
                        body.text("error"));
        if (filter.fromMillis() > filter.toMillis()) {
            body.refuse("from", "must not be later than to");
        }
        BulkRequest asked =
                new BulkRequest(
                        action,
                        filter,
                        ids(),
                        rate(),
                        body.flag(IN_PLACE),
                        Remarks.said(body, request));
        boolean isDryRun = body.flag("dryRun");
        body.check();
        return new Read(asked, isDryRun);
    }

    private String whichTasks() {
        return "which tasks: at least one of "
                + String.join(", ", conditions)
                + ", or \"all\": true for every task in a state that this is done with";
    }

    private void requireCondition() {
        boolean isNarrowed = conditions.stream().anyMatch(body::has);
        boolean isAll = body.flag(ALL);
        if (isAll && isNarrowed) {
            body.refuse(ALL, "must be left out where " + String.join(", ", conditions) + " narrow");
        } else if (!isAll && !isNarrowed) {
            body.refuseAll("must say " + whichTasks());
        }
    }

    private Set<TaskStatus> statuses() {
        if (!conditions.contains(STATUS) || !body.has(STATUS)) {
            return action.unlessAsked();
        }
        EnumSet<TaskStatus> found = EnumSet.noneOf(TaskStatus.class);
        for (String word : body.texts(STATUS)) {
            if (!found.addAll(named(word))) {
                body.refuse(
                        STATUS,
                        "must be a list of some of "
                                + words(TaskStatus.values())
                                + ", each once at most");
            }
        }
        boolean isGiven = !found.isEmpty();
        found.retainAll(action.allowed());
        if (isGiven && found.isEmpty()) {
            TaskStatus[] allowed = action.allowed().toArray(TaskStatus[]::new);
            body.refuse(STATUS, "must have one of " + words(allowed) + " for " + action.word());
        }
        return found;
    }

    private static List<TaskStatus> named(String word) {
        return Stream.of(TaskStatus.values()).filter(each -> each.name().equals(word)).toList();
    }

    private static String words(TaskStatus[] statuses) {
        return Stream.of(statuses).map(Enum::name).collect(Collectors.joining(", "));
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        boolean isObject = body.get(LABEL).isObject() && !body.get(LABEL).isEmpty();
        if (body.has(LABEL) && !isObject) {
            body.refuse(LABEL, "must be an object with at least one label and its value");
        }
        for (Map.Entry<String, JsonNode> label : body.get(LABEL).properties()) {
            if (!label.getValue().isTextual()) {
                body.refuse(LABEL, "must have a text for each label");
            }
            labels.put(label.getKey(), label.getValue().asText());
        }
        return labels;
    }

    private List<String> ids() {
        List<String> ids = body.has(TASK_IDS) ? body.texts(TASK_IDS) : List.of();
        if (ids.size() > MAX_IDS) {
            String message = "must be at most " + MAX_IDS + ", got: " + ids.size();
            body.refuse(TASK_IDS, message + "; use a filter for more");
        }
        return ids;
    }

    private double rate() {
        double rate = body.get(RATE).asDouble(0);
        boolean isRate = body.get(RATE).isNumber() && rate > 0 && rate <= MAX_RATE;
        if (body.has(RATE) && !isRate) {
            body.refuse(RATE, "must be a number above 0 and up to " + (long) MAX_RATE);
        }
        return isRate ? rate : 0;
    }
}

package dev.strand.client;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which tasks, in which order. Everything by default, newest first; the methods narrow it and leave
 * this one as it is.
 */
public final class TaskQuery {
    private final Map<String, String> parameters;

    private TaskQuery(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** All tasks. */
    public static TaskQuery all() {
        return new TaskQuery(Map.of());
    }

    private TaskQuery with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new TaskQuery(more);
    }

    /** Only tasks in one of these states. */
    public TaskQuery in(TaskState... states) {
        return with(
                "status", Arrays.stream(states).map(Enum::name).collect(Collectors.joining(",")));
    }

    /** Only tasks of this type. */
    public TaskQuery ofType(String type) {
        return with("type", type);
    }

    /** Only tasks of this group. */
    public TaskQuery ofGroup(String groupId) {
        return with("group", groupId);
    }

    /** Only tasks with this value of a label; of several labels they have all. */
    public TaskQuery withLabel(String name, String value) {
        return with("label." + name, value);
    }

    /** Only tasks whose last error is of this kind: a fingerprint. */
    public TaskQuery withError(String fingerprint) {
        return with("error", fingerprint);
    }

    /** Only tasks submitted then or later. */
    public TaskQuery from(Instant from) {
        return with("from", from.toString());
    }

    /** Only tasks submitted then or earlier. */
    public TaskQuery to(Instant to) {
        return with("to", to.toString());
    }

    /** The oldest come first. */
    public TaskQuery oldestFirst() {
        return with("sort", "oldest");
    }

    /** So many a page, 1 to 500; 50 by default. */
    public TaskQuery pagesOf(int limit) {
        return with("limit", Integer.toString(limit));
    }

    /** With the length of the whole list in each page, where it is known. */
    public TaskQuery counted() {
        return with("count", "true");
    }

    Map<String, String> parameters() {
        return parameters;
    }
}

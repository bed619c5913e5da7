package dev.strand.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which changes to follow: those that have all that is not null.
 *
 * @param groupId of this group
 * @param taskId of this task
 * @param type of tasks of this type
 */
public record EventFilter(
        @Nullable String groupId, @Nullable String taskId, @Nullable String type) {
    /** All changes. */
    public static final EventFilter ALL = new EventFilter(null, null, null);

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "group", groupId);
        put(parameters, "task", taskId);
        put(parameters, "type", type);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}

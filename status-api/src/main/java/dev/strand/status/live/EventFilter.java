package dev.strand.status.live;

import org.jspecify.annotations.Nullable;

/**
 * Which updates a stream carries.
 *
 * @param groupId only of this group, or null for all
 * @param taskId only of this task id, or null for all
 * @param type only of this type, or null for all
 */
public record EventFilter(
        @Nullable String groupId, @Nullable String taskId, @Nullable String type) {
    /** Everything. */
    static final EventFilter ALL = new EventFilter(null, null, null);

    boolean admits(Update update) {
        return (groupId == null || groupId.equals(update.groupId()))
                && (taskId == null || taskId.equals(update.taskId()))
                && (type == null || type.equals(update.type()));
    }

    boolean isAll() {
        return equals(ALL);
    }

    /** Whether it speaks of groups at all, and of this one. */
    boolean admitsGroup(String id) {
        return taskId == null && type == null && (groupId == null || groupId.equals(id));
    }
}

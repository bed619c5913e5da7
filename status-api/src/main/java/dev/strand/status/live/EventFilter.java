package dev.strand.status.live;

import dev.strand.status.table.TaskRow;
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
    boolean admits(TaskRow row) {
        return (groupId == null || groupId.equals(row.id().groupId()))
                && (taskId == null || taskId.equals(row.id().taskId()))
                && (type == null || type.equals(row.type()));
    }
}

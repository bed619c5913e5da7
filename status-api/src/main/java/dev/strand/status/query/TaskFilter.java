package dev.strand.status.query;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.table.TaskRow;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks a list shows.
 *
 * @param statuses any of these as people see them; empty for all
 * @param type only these, or null for all
 * @param groupId only those of this group, or null for all
 */
public record TaskFilter(
        Set<TaskStatus> statuses, @Nullable String type, @Nullable String groupId) {

    /**
     * The states that rows are stored under: whether a queued task is due is known by the clock.
     */
    Set<TaskStatus> storedStatuses() {
        EnumSet<TaskStatus> stored = EnumSet.noneOf(TaskStatus.class);
        stored.addAll(statuses.isEmpty() ? EnumSet.allOf(TaskStatus.class) : statuses);
        if (stored.remove(TaskStatus.SCHEDULED)) {
            stored.add(TaskStatus.QUEUED);
        }
        return stored;
    }

    boolean admits(TaskRow row, long nowMillis) {
        return (statuses.isEmpty() || statuses.contains(row.statusAt(nowMillis)))
                && (type == null || type.equals(row.type()))
                && (groupId == null || groupId.equals(row.id().groupId()));
    }

    /** Names the list for its cursors. */
    String name() {
        return "tasks" + EnumSet.copyOf(storedStatuses()) + statuses.size() + type + "/" + groupId;
    }
}

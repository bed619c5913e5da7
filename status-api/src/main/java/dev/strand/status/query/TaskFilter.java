package dev.strand.status.query;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskStatus;
import dev.strand.status.error.Fingerprint;
import dev.strand.status.table.TaskRow;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks a list shows.
 *
 * @param statuses any of these as people see them; empty for all
 * @param type only these, or null for all
 * @param groupId only those of this group, or null for all
 * @param labels only those that have all of these; empty for all
 * @param fromMillis only those submitted then or later
 * @param toMillis only those submitted then or earlier
 * @param error only those whose last error is of this kind, or null for all
 */
public record TaskFilter(
        Set<TaskStatus> statuses,
        @Nullable String type,
        @Nullable String groupId,
        Map<String, String> labels,
        long fromMillis,
        long toMillis,
        @Nullable String error) {
    private static final long BRIEF_MILLIS = 600_000;

    /** All tasks. */
    public static final TaskFilter ALL =
            new TaskFilter(Set.of(), null, null, Map.of(), 0, Long.MAX_VALUE, null);

    /** The same for tasks in these states. */
    public TaskFilter in(Set<TaskStatus> newStatuses) {
        return new TaskFilter(newStatuses, type, groupId, labels, fromMillis, toMillis, error);
    }

    /** The same for tasks submitted until then. */
    public TaskFilter until(long millis) {
        return new TaskFilter(
                statuses, type, groupId, labels, fromMillis, Math.min(toMillis, millis), error);
    }

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

    /** Whether a task is one of them. */
    public boolean admits(TaskRow row, long nowMillis) {
        return (statuses.isEmpty() || statuses.contains(row.statusAt(nowMillis)))
                && (type == null || type.equals(row.type()))
                && (groupId == null || groupId.equals(row.id().groupId()))
                && row.submittedAtMillis() >= fromMillis
                && row.submittedAtMillis() <= toMillis
                && (labels.isEmpty()
                        || row.shown().labels().entrySet().containsAll(labels.entrySet()))
                && (error == null || error.equals(kindOfError(row)));
    }

    private static @Nullable String kindOfError(TaskRow row) {
        RawJson last = row.told().error();
        return last == null ? null : Fingerprint.of(last).id();
    }

    /**
     * Whether its times are so near each other that there are fewer tasks than a group may have.
     */
    boolean isBrief() {
        return toMillis - fromMillis <= BRIEF_MILLIS;
    }

    /** Whether nothing but states and a type narrows the list. */
    boolean isByStateAndType() {
        return groupId == null
                && labels.isEmpty()
                && fromMillis == 0
                && toMillis == Long.MAX_VALUE
                && error == null;
    }

    /** Names the list for its cursors. */
    String name() {
        EnumSet<TaskStatus> shown = EnumSet.noneOf(TaskStatus.class);
        shown.addAll(statuses);
        return String.join(
                "/",
                "tasks" + shown,
                String.valueOf(type),
                String.valueOf(groupId),
                labels.toString(),
                fromMillis + "-" + toMillis,
                String.valueOf(error));
    }
}

package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;

/**
 * What is known in memory of a group that is not idle.
 *
 * @param groupId its id
 * @param row its summary
 * @param oldestMillis when its head was submitted; where that is not known, a time not after it
 * @param isExact whether {@code oldestMillis} is known to be the head's
 * @param runningSinceMillis when the running attempt began, or {@link Told#NEVER}
 */
public record LiveGroup(
        String groupId, GroupRow row, long oldestMillis, boolean isExact, long runningSinceMillis) {

    /** A group of which only the summary has been read. */
    static LiveGroup unknown(String groupId, GroupRow row) {
        return new LiveGroup(groupId, row, Told.NEVER, row.depth() == 0, Told.NEVER);
    }

    /** With the head that was found in the table. */
    public LiveGroup headed(TaskRow head) {
        return new LiveGroup(
                groupId, row, head.submittedAtMillis(), true, startOf(head, runningSinceMillis));
    }

    LiveGroup with(GroupRow newRow) {
        return new LiveGroup(groupId, newRow, oldestMillis, isExact, runningSinceMillis);
    }

    /** After a change of one of its runs. */
    LiveGroup after(GroupRow newRow, TaskRow changed) {
        long since =
                changed.status() == TaskStatus.RUNNING
                        ? startOf(changed, Told.NEVER)
                        : newRow.running() == 0 ? Told.NEVER : runningSinceMillis;
        boolean isAlive = !changed.status().isTerminal();
        if (isAlive && (newRow.depth() == 1 || changed.id().sequence() == newRow.headFrom())) {
            return new LiveGroup(groupId, newRow, changed.submittedAtMillis(), true, since);
        }
        boolean isSameHead = row.headFrom() == newRow.headFrom();
        return new LiveGroup(groupId, newRow, oldestMillis, isExact && isSameHead, since);
    }

    private static long startOf(TaskRow row, long otherwise) {
        if (row.status() != TaskStatus.RUNNING || row.told().attempts().isEmpty()) {
            return otherwise;
        }
        long started = row.told().attempts().getLast().startedAtMillis();
        return started == Told.NEVER ? row.updatedAtMillis() : started;
    }
}

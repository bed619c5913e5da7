package dev.strand.status.table;

import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.TaskStatus;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which runs are to be forgotten, as a CLEARED record says.
 *
 * @param offset of that record in {@code strand.status}: what is settled later is not meant
 * @param statuses how they ended
 * @param beforeMillis and when: earlier than this
 * @param atMillis when the record was written
 * @param isAsked whether somebody asked for it, or they have been kept long enough
 */
public record Clearing(
        long offset, Set<TaskStatus> statuses, long beforeMillis, long atMillis, boolean isAsked) {
    private static final int VERSION = 1;

    static Clearing of(long offset, Cleared record) {
        return new Clearing(
                offset,
                record.statuses(),
                record.before().toEpochMilli(),
                record.at().toEpochMilli(),
                record.command() >= 0);
    }

    /** What a clearing that is asked for now would mean. */
    public static Clearing now(Set<TaskStatus> statuses, long beforeMillis, long nowMillis) {
        return new Clearing(TaskRow.NOT_YET, statuses, beforeMillis, nowMillis, true);
    }

    /** Whether it means this run. */
    public boolean means(TaskRow row) {
        return row.isVisible()
                && statuses.contains(row.status())
                && row.told().finishedAtMillis() < beforeMillis
                && isSettled(row);
    }

    /** Whether it would mean this run, if that did not hold its group. */
    public boolean spares(TaskRow row) {
        return row.isVisible()
                && statuses.contains(row.status())
                && row.told().finishedAtMillis() < beforeMillis
                && row.settledAt() == TaskRow.NOT_YET;
    }

    /** Whether this run, which has a later run of the same task that is meant, goes with that. */
    boolean takesAlong(TaskRow row) {
        return row.isVisible() && row.status().isTerminal() && isSettled(row);
    }

    private boolean isSettled(TaskRow row) {
        return row.settledAt() < offset;
    }

    byte[] encode() {
        RowWriter out = new RowWriter(32).octet(VERSION).number(beforeMillis).number(atMillis);
        out.octet(isAsked ? 1 : 0).number(statuses.size());
        statuses.forEach(status -> out.octet(Codes.of(status)));
        return out.toByteArray();
    }

    static Clearing decode(long offset, byte[] row) {
        RowReader in = new RowReader(row);
        in.version(VERSION);
        long before = in.number();
        long at = in.number();
        boolean isAsked = in.octet() == 1;
        int count = in.integer();
        Set<TaskStatus> statuses = EnumSet.noneOf(TaskStatus.class);
        for (int i = 0; i < count; i++) {
            statuses.add(Codes.status(in.octet()));
        }
        return new Clearing(offset, statuses, before, at, isAsked);
    }
}

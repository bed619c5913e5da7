package dev.strand.status.table;

import dev.strand.core.fold.GroupState;
import dev.strand.core.log.TaskStatus;

/**
 * The summary of a group. Its counts are those of the group's index rows.
 *
 * @param waiting runs that are queued or scheduled
 * @param running runs of which an attempt is known to run
 * @param retrying runs that wait for their next attempt
 * @param headFrom nothing that lives stands below this sequence
 * @param lastSequence the highest sequence ever seen in the group
 * @param updatedAtMillis when something happened in it last
 * @param state what commands made of it
 */
public record GroupRow(
        long waiting,
        long running,
        long retrying,
        long headFrom,
        long lastSequence,
        long updatedAtMillis,
        GroupState state) {
    private static final int VERSION = 1;

    static final GroupRow NEW = new GroupRow(0, 0, 0, 0, -1, Told.NEVER, GroupState.FREE);

    /** Runs that have not ended. */
    public long depth() {
        return waiting + running + retrying;
    }

    /** What the group is doing. */
    public GroupCondition condition() {
        if (state.paused()) {
            return GroupCondition.PAUSED;
        }
        if (retrying > 0 && running == 0) {
            return GroupCondition.RETRYING;
        }
        return depth() > 0 ? GroupCondition.ACTIVE : GroupCondition.IDLE;
    }

    GroupRow counted(TaskStatus status, long change) {
        return switch (status) {
            case SCHEDULED, QUEUED -> counts(waiting + change, running, retrying);
            case RUNNING -> counts(waiting, running + change, retrying);
            case RETRYING -> counts(waiting, running, retrying + change);
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> this;
        };
    }

    private GroupRow counts(long newWaiting, long newRunning, long newRetrying) {
        return new GroupRow(
                newWaiting,
                newRunning,
                newRetrying,
                headFrom,
                lastSequence,
                updatedAtMillis,
                state);
    }

    GroupRow with(GroupState newState) {
        return new GroupRow(
                waiting, running, retrying, headFrom, lastSequence, updatedAtMillis, newState);
    }

    GroupRow touched(long newHeadFrom, long sequence, long atMillis) {
        return new GroupRow(
                waiting,
                running,
                retrying,
                newHeadFrom,
                Math.max(lastSequence, sequence),
                Math.max(updatedAtMillis, atMillis),
                state);
    }

    /** With its counts at zero, to be counted anew. */
    GroupRow uncounted() {
        return new GroupRow(0, 0, 0, headFrom, lastSequence, updatedAtMillis, state);
    }

    /** The stored form. */
    public byte[] encode() {
        RowWriter out = new RowWriter(48).octet(VERSION);
        out.number(waiting).number(running).number(retrying);
        out.number(headFrom).number(lastSequence).number(updatedAtMillis);
        out.octet(state.paused() ? 1 : 0).number(state.command());
        return out.text(state.reason()).text(state.by()).toByteArray();
    }

    /** Reads the stored form. */
    public static GroupRow decode(byte[] row) {
        RowReader in = new RowReader(row);
        in.version(VERSION);
        return new GroupRow(
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                new GroupState(in.octet() == 1, in.number(), in.optionalText(), in.optionalText()));
    }
}

package dev.strand.status.table;

import dev.strand.core.fold.GroupState;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskStatus;
import java.time.Instant;

/**
 * The summary of a group. Its counts are those of the group's index rows.
 *
 * @param waiting runs that are queued or scheduled
 * @param running runs of which an attempt is known to run
 * @param retrying runs that wait for their next attempt
 * @param headFrom nothing that lives stands below this sequence
 * @param lastSequence the highest sequence ever seen in the group
 * @param updatedAtMillis when something happened in it last
 * @param unparked origin of the run that was let go by the last unpark, -1 before the first
 * @param state what commands made of it
 */
public record GroupRow(
        long waiting,
        long running,
        long retrying,
        long headFrom,
        long lastSequence,
        long updatedAtMillis,
        long unparked,
        GroupState state) {
    private static final int VERSION = 2;

    static final GroupRow NEW = new GroupRow(0, 0, 0, 0, -1, Told.NEVER, -1, GroupState.FREE);

    /** Runs that have not ended. */
    public long depth() {
        return waiting + running + retrying;
    }

    /** What the group is doing. */
    public GroupCondition condition() {
        if (state.isParked()) {
            return GroupCondition.PARKED;
        }
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
                unparked,
                state);
    }

    GroupRow with(GroupState newState) {
        RunId parkedBy = state.parkedBy();
        return new GroupRow(
                waiting,
                running,
                retrying,
                headFrom,
                lastSequence,
                updatedAtMillis,
                parkedBy != null && !newState.isParked() ? parkedBy.origin() : unparked,
                newState);
    }

    GroupRow touched(long newHeadFrom, long sequence, long atMillis) {
        return new GroupRow(
                waiting,
                running,
                retrying,
                newHeadFrom,
                Math.max(lastSequence, sequence),
                Math.max(updatedAtMillis, atMillis),
                unparked,
                state);
    }

    /** With its counts at zero, to be counted anew. */
    GroupRow uncounted() {
        return new GroupRow(0, 0, 0, headFrom, lastSequence, updatedAtMillis, unparked, state);
    }

    /** The stored form. */
    public byte[] encode() {
        RowWriter out = new RowWriter(48).octet(VERSION);
        out.number(waiting).number(running).number(retrying);
        out.number(headFrom).number(lastSequence).number(updatedAtMillis);
        out.octet(state.paused() ? 1 : 0).number(state.command());
        out.text(state.reason()).text(state.by());
        out.number(state.since() == null ? Told.NEVER : state.since().toEpochMilli());
        out.number(state.purged()).number(unparked);
        RunId parkedBy = state.parkedBy();
        out.octet(parkedBy == null ? 0 : 1);
        if (parkedBy != null) {
            out.text(parkedBy.groupId()).text(parkedBy.taskId()).number(parkedBy.run());
            out.number(parkedBy.sequence()).number(parkedBy.origin());
        }
        return out.toByteArray();
    }

    /** Reads the stored form. */
    public static GroupRow decode(byte[] row) {
        RowReader in = new RowReader(row);
        in.version(VERSION);
        long waiting = in.number();
        long running = in.number();
        long retrying = in.number();
        long headFrom = in.number();
        long lastSequence = in.number();
        long updatedAt = in.number();
        boolean paused = in.octet() == 1;
        long command = in.number();
        String reason = in.optionalText();
        String by = in.optionalText();
        long since = in.number();
        long purged = in.number();
        long unparked = in.number();
        GroupState state =
                new GroupState(
                        paused,
                        command,
                        reason,
                        by,
                        since == Told.NEVER ? null : Instant.ofEpochMilli(since),
                        in.octet() == 1 ? run(in) : null,
                        purged);
        return new GroupRow(
                waiting, running, retrying, headFrom, lastSequence, updatedAt, unparked, state);
    }

    private static RunId run(RowReader in) {
        return new RunId(in.text(), in.text(), in.integer(), in.number(), in.number());
    }
}

package dev.strand.core.delegation;

import dev.strand.core.delegation.Reply.Interruption;
import dev.strand.core.log.TaskError;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.AttemptResult.Failed;
import org.jspecify.annotations.Nullable;

/** An attempt that was given to another process and has not come back. */
final class Errand {
    private static final long OVERTIME_NANOS = 30_000_000_000L;

    private final String id;
    private final int partition;
    private final Attempt attempt;
    private final Report.Sender to;

    /** Number of the report that it was given in answer to. */
    private final long number;

    /** Not before this time can it be taken for lost. */
    private long lostNanos;

    private boolean isLeased;
    private boolean isOvertime;

    /** Why it is to be interrupted, or null. */
    @Nullable Interruption interruption;

    /** Whether the process that is to run it has said that it is inside. */
    boolean isReceived;

    /** Whether the process that runs it was told so: it is told again with every reply. */
    boolean isTold;

    Errand(String id, int partition, Attempt attempt, Report.Sender to, long number) {
        this.id = id;
        this.partition = partition;
        this.attempt = attempt;
        this.to = to;
        this.number = number;
    }

    String id() {
        return id;
    }

    int partition() {
        return partition;
    }

    Attempt attempt() {
        return attempt;
    }

    Report.Sender to() {
        return to;
    }

    /**
     * Whether this report, in which it does not occur, says that its sender knows nothing of it.
     */
    boolean isUnknownTo(Report report) {
        return number < report.number() && !report.open().contains(number);
    }

    /** It runs, or may, until this time at the earliest. */
    void mayRunUntil(long nanos) {
        boolean isLater = !isLeased || nanos - lostNanos > 0;
        lostNanos = isLater ? nanos : lostNanos;
        isLeased = true;
    }

    /** Waits for much longer, once: true while that lasts. */
    boolean isWaitedFor(long nowNanos) {
        if (isOvertime) {
            return false;
        }
        isOvertime = true;
        lostNanos = nowNanos + OVERTIME_NANOS;
        return true;
    }

    boolean isToBeTold() {
        return interruption != null && !isTold;
    }

    boolean isSilent(long nowNanos) {
        return isLeased && nowNanos - lostNanos > 0;
    }

    /** What has become of it, if its process will never say. */
    AttemptResult lost(String what) {
        String message =
                "processor %s, which ran the attempt, %s any more; whether it has done its work is not known"
                        .formatted(to.processor(), what);
        return new Failed(new TaskError(Errands.PROCESSOR_LOST, message, null), false, null);
    }
}

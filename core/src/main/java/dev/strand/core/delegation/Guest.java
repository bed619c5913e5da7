package dev.strand.core.delegation;

import dev.strand.core.log.Progress;
import dev.strand.core.log.TaskError;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.AttemptResult.Failed;
import dev.strand.core.owner.AttemptResult.Succeeded;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An attempt that runs here for the owner of a partition elsewhere. */
final class Guest {
    /** Error code of an attempt whose owner was silent for longer than its lease. */
    static final String OWNER_SILENT = "OWNER_SILENT";

    /** Error code of an attempt that the end of the process that ran it cut short. */
    static final String PROCESSOR_STOPPED = "PROCESSOR_STOPPED";

    private final String id;
    private final int partition;
    private final Attempt attempt;
    private long protectedUntilNanos;
    private boolean isOver;
    private @Nullable AttemptResult result;

    /** The time for which it was protected is over. */
    boolean isLapsed;

    /** It was interrupted because the process ends. */
    boolean isStopped;

    /** Whoever it was run for no longer knows it. */
    boolean isDisowned;

    /** The newest that is not told yet, or null. */
    @Nullable Progress progress;

    Guest(String id, int partition, Attempt attempt, long protectedUntilNanos) {
        this.id = id;
        this.partition = partition;
        this.attempt = attempt;
        this.protectedUntilNanos = protectedUntilNanos;
    }

    /** One that is not entered, which remains to be told. */
    static Guest notEntered(String id, int partition, Attempt attempt) {
        Guest guest = new Guest(id, partition, attempt, 0);
        guest.isOver = true;
        return guest;
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

    /** Whether its handler may be inside. */
    boolean isInside() {
        return !isOver;
    }

    void protect(long untilNanos) {
        boolean isLater = untilNanos - protectedUntilNanos > 0;
        protectedUntilNanos = isLater ? untilNanos : protectedUntilNanos;
    }

    boolean isOf(int numberOfPartition, String groupId) {
        return partition == numberOfPartition && attempt.run().groupId().equals(groupId);
    }

    boolean isProtected(long nowNanos) {
        return !isOver && !isLapsed && !isDisowned && nowNanos - protectedUntilNanos <= 0;
    }

    /** Its handler was not entered. */
    void isNotEntered() {
        isOver = true;
    }

    /** True once, when it is no longer protected. */
    boolean lapses(long nowNanos) {
        boolean lapses = !isOver && !isLapsed && nowNanos - protectedUntilNanos > 0;
        isLapsed |= lapses;
        return lapses;
    }

    void returned(AttemptResult returned) {
        isOver = true;
        result = returned instanceof Failed failed ? explained(failed) : returned;
    }

    /** A failure that its interrupt has caused says so, and is no reason to wait. */
    private AttemptResult explained(Failed failed) {
        if (isLapsed) {
            return cutShort(OWNER_SILENT, "the owner of the partition was silent for too long");
        }
        return isStopped
                ? cutShort(PROCESSOR_STOPPED, "the process that ran the attempt was stopped")
                : failed;
    }

    private static Failed cutShort(String code, String message) {
        return new Failed(new TaskError(code, message, null), false, Duration.ZERO);
    }

    /** Whether it goes on for an owner before this epoch, or unprotected. */
    boolean isStranger(int numberOfPartition, long epoch, long nowNanos) {
        return !isOver
                && partition == numberOfPartition
                && (attempt.owner().epoch() < epoch || !isProtected(nowNanos));
    }

    /** Size of what its handler has returned. */
    int resultBytes() {
        return result instanceof Succeeded s ? s.result().sizeBytes() : 0;
    }

    /** What is to be told of its end, or null while it has none. */
    Report.@Nullable Ended ended() {
        return isOver ? new Report.Ended(id, result) : null;
    }
}

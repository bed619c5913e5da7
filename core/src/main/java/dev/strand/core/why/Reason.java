package dev.strand.core.why;

import dev.strand.core.log.TaskStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a task or a group is not running, or that it is. A record for every way of
 * waiting; {@link ReasonCode#of} names it and {@link Sentences#of} says it.
 */
public sealed interface Reason {
    /** Scheduled for this time. */
    record NotDue(Instant until) implements Reason {}

    /**
     * Another task of the group is before it.
     *
     * @param status what that task is doing
     * @param since since when it runs, or null if it does not
     */
    record Behind(String taskId, TaskStatus status, @Nullable Instant since) implements Reason {}

    /**
     * It runs.
     *
     * @param attempt number of the attempt, from 1
     * @param since when its handler was entered, or null if that is about to happen
     */
    record Running(int attempt, @Nullable Instant since) implements Reason {}

    /** An attempt failed; the next one is due at this time. */
    record RetryLater(int failedAttempts, int maxAttempts, Instant until) implements Reason {}

    /** Somebody paused the group. */
    record PausedGroup(Pause pause) implements Reason {}

    /** Somebody paused all tasks of this type. */
    record PausedType(String type, Pause pause) implements Reason {}

    /** Somebody paused everything. */
    record PausedAll(Pause pause) implements Reason {}

    /** A task of the group has failed for good, and the group waits for a person. */
    record Parked(@Nullable String taskId, @Nullable Instant since) implements Reason {}

    /** All permits of the process are in use. */
    record NoPermit(int inUse, int limit, Instant since) implements Reason {}

    /** All permits of its type are in use in this process. */
    record NoTypePermit(String type, int inUse, int limit, Instant since) implements Reason {}

    /** Its type has used up its rate in this process until then. */
    record RateLimited(String type, double perSecond, Instant until) implements Reason {}

    /** The group has used up its rate for this type until then. */
    record GroupRateLimited(String type, double perSecond, Instant until) implements Reason {}

    /**
     * Attempts of its type keep failing, so none is made for now.
     *
     * @param until when some are tried again, or null while those few are under way
     */
    record BreakerOpen(String type, @Nullable Instant until) implements Reason {}

    /**
     * Neither the process that owns its partition nor another one has a handler of its type.
     *
     * @param askedAt when the others were asked, or null if they are not
     */
    record NoHandler(String type, @Nullable Instant askedAt) implements Reason {}

    /**
     * The process that owns its partition has no handler of its type. Others have, and will run it
     * once they have a permit.
     */
    record HandlerElsewhere(String type, List<String> processors) implements Reason {}

    /**
     * It runs, on another process than the one that owns its partition, which has no handler of its
     * type.
     *
     * @param attempt number of the attempt, from 1
     * @param since when it was entered
     */
    record RunningElsewhere(int attempt, Instant since, String processor, String type)
            implements Reason {}

    /** No process may act on its partition now, as far as the one asked can tell. */
    record NoOwner(int partition) implements Reason {}

    /** The process asked is taking over the partition. */
    record Recovering(int partition) implements Reason {}

    /**
     * An earlier owner may still run the group.
     *
     * @param instance the process
     * @param epoch its ownership
     * @param taskId what it has said that it still runs, or null if it has not said
     */
    record PredecessorUnknown(String instance, long epoch, @Nullable String taskId)
            implements Reason {}

    /** The process is shutting down and starts nothing more. */
    record Draining(String instance) implements Reason {}

    /**
     * Its handler was interrupted and goes on regardless.
     *
     * @param attempt number of the attempt
     * @param since when it was interrupted
     */
    record Stuck(int attempt, Instant since) implements Reason {}

    /** There is nothing to wait for: it has ended, or is not known. */
    record Ended() implements Reason {}

    /** A cancel of it is being carried out. */
    record CancelPending() implements Reason {}

    /**
     * Who paused, and why.
     *
     * @param by who asked, or null
     * @param reason why, or null
     * @param since since when, or null where that is not known
     */
    record Pause(@Nullable String by, @Nullable String reason, @Nullable Instant since) {}
}

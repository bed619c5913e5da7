package dev.strand.core.why;

/** The names of reasons, for programs. Part of the HTTP contract. */
public enum ReasonCode {
    /** {@link Reason.NotDue}. */
    NOT_DUE,
    /** {@link Reason.Behind}. */
    BEHIND,
    /** {@link Reason.Running} and {@link Reason.RunningElsewhere}. */
    RUNNING,
    /** {@link Reason.RetryLater}. */
    RETRY_LATER,
    /** {@link Reason.PausedGroup}. */
    PAUSED_GROUP,
    /** {@link Reason.PausedType}. */
    PAUSED_TYPE,
    /** {@link Reason.PausedAll}. */
    PAUSED_ALL,
    /** {@link Reason.Parked}. */
    PARKED,
    /** {@link Reason.NoPermit}. */
    NO_PERMIT,
    /** {@link Reason.NoTypePermit}. */
    NO_TYPE_PERMIT,
    /** {@link Reason.RateLimited}. */
    RATE_LIMITED,
    /** {@link Reason.GroupRateLimited}. */
    GROUP_RATE_LIMITED,
    /** {@link Reason.BreakerOpen}. */
    BREAKER_OPEN,
    /** {@link Reason.NoHandler}. */
    NO_HANDLER,
    /** {@link Reason.HandlerElsewhere}. */
    HANDLER_ELSEWHERE,
    /** {@link Reason.NoOwner}. */
    NO_OWNER,
    /** {@link Reason.Recovering}. */
    RECOVERING,
    /** {@link Reason.PredecessorUnknown}. */
    PREDECESSOR_UNKNOWN,
    /** {@link Reason.Draining}. */
    DRAINING,
    /** {@link Reason.Stuck}. */
    STUCK,
    /** {@link Reason.Ended}. */
    ENDED,
    /** {@link Reason.CancelPending}. */
    CANCEL_PENDING;

    /** The name of a reason. */
    public static ReasonCode of(Reason reason) {
        return switch (reason) {
            case Reason.NotDue _ -> NOT_DUE;
            case Reason.Behind _ -> BEHIND;
            case Reason.Running _, Reason.RunningElsewhere _ -> RUNNING;
            case Reason.RetryLater _ -> RETRY_LATER;
            case Reason.PausedGroup _ -> PAUSED_GROUP;
            case Reason.PausedType _ -> PAUSED_TYPE;
            case Reason.PausedAll _ -> PAUSED_ALL;
            case Reason.Parked _ -> PARKED;
            case Reason.NoPermit _ -> NO_PERMIT;
            case Reason.NoTypePermit _ -> NO_TYPE_PERMIT;
            case Reason.RateLimited _ -> RATE_LIMITED;
            case Reason.GroupRateLimited _ -> GROUP_RATE_LIMITED;
            case Reason.BreakerOpen _ -> BREAKER_OPEN;
            case Reason.NoHandler _ -> NO_HANDLER;
            case Reason.HandlerElsewhere _ -> HANDLER_ELSEWHERE;
            case Reason.NoOwner _ -> NO_OWNER;
            case Reason.Recovering _ -> RECOVERING;
            case Reason.PredecessorUnknown _ -> PREDECESSOR_UNKNOWN;
            case Reason.Draining _ -> DRAINING;
            case Reason.Stuck _ -> STUCK;
            case Reason.Ended _ -> ENDED;
            case Reason.CancelPending _ -> CANCEL_PENDING;
        };
    }
}

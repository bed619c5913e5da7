package dev.strand.core.lease;

import dev.strand.core.fold.Rule;
import java.time.Duration;
import java.util.Set;

/**
 * The right of one epoch to act: an unbroken chain of acknowledged records, each sent while the one
 * before still counted. Counted from sends, on the monotonic clock of the process: an
 * acknowledgement says that the log was reachable when the record was <em>sent</em>. Once broken it
 * never holds again, so a process that was frozen past its lease cannot revive it by a late
 * acknowledgement. Not thread-safe: guarded by the lock of its partition.
 */
public final class PartitionLease {
    /**
     * Share of the lease for which an acknowledged record counts; the rest is left for clocks that
     * run at different rates.
     */
    private static final double VALID_SHARE = 0.8;

    private static final long NOT_YET = Long.MIN_VALUE;

    private final long validNanos;
    private final Set<Rule> rules;
    private long validUntilNanos = NOT_YET;
    private boolean broken;

    /**
     * A lease that no record has started yet.
     *
     * @param length the time after which others may take a silent owner for dead, positive
     */
    public PartitionLease(Duration length, Set<Rule> rules) {
        this.validNanos = validNanos(length);
        this.rules = rules;
    }

    /** The time for which a record counts with a lease of this length. */
    public static long validNanos(Duration length) {
        return (long) (length.toNanos() * VALID_SHARE);
    }

    /** The time for which a record counts from its send, in nanoseconds: 0.8 of the lease. */
    public long validNanos() {
        return validNanos;
    }

    /** The claim that starts the lease has been acknowledged. */
    public void start(long claimSentNanos) {
        if (validUntilNanos == NOT_YET) {
            validUntilNanos = claimSentNanos + validNanos;
        }
    }

    /**
     * A record of this epoch has been acknowledged.
     *
     * @param sentNanos when it was handed to the log
     */
    public void acknowledged(long sentNanos) {
        if (validUntilNanos == NOT_YET) {
            return;
        }
        if (sentNanos > validUntilNanos && rules.contains(Rule.LEASE_CHAIN)) {
            broken = true;
        } else {
            validUntilNanos = Math.max(validUntilNanos, sentNanos + validNanos);
        }
    }

    /** Whether the epoch may act now. Asking after the lease has run out breaks it for ever. */
    public boolean isValid(long nowNanos) {
        if (validUntilNanos == NOT_YET) {
            return false;
        }
        if (nowNanos > validUntilNanos) {
            broken |= rules.contains(Rule.LEASE_CHAIN);
            return false;
        }
        return !broken;
    }

    /** For how long from now it holds without a further acknowledgement, in nanoseconds, or 0. */
    public long leftNanos(long nowNanos) {
        return isValid(nowNanos) ? validUntilNanos - nowNanos : 0;
    }

    /** Whether it held once and can never again. */
    public boolean isBroken(long nowNanos) {
        return validUntilNanos != NOT_YET && !isValid(nowNanos) && broken;
    }
}

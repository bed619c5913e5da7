package dev.strand.core.permit;

import java.time.Duration;

/**
 * Tells when a rate allows the next start: in any time t never more than {@code burst + rate x (t +
 * 10 ms)}. The ten milliseconds make up for being asked late, or a rate would never be reached.
 * Takes the time as an argument and holds two numbers. Not thread-safe.
 */
public final class TokenBucket {
    private static final long LATENESS_NANOS = Duration.ofMillis(10).toNanos();

    private final long intervalNanos;
    private final long burstNanos;

    /** When the bucket will be full; that it is full while it is fresh. */
    private long fullAtNanos;

    private boolean isFresh = true;

    /** A full bucket. */
    public TokenBucket(RateLimit limit) {
        this.intervalNanos = limit.intervalNanos();
        this.burstNanos = Math.multiplyExact(intervalNanos, limit.burst() - 1L);
    }

    /** When the next start is allowed: this time or an earlier one if it is now. */
    public long readyAtNanos(long nowNanos) {
        return isFresh ? nowNanos : fullAtNanos - burstNanos;
    }

    /** Whether a start is allowed now. */
    public boolean isReady(long nowNanos) {
        return readyAtNanos(nowNanos) - nowNanos <= 0;
    }

    /** Takes the right to one start, whether it is ready or not. */
    public void take(long nowNanos) {
        long earliest = nowNanos - LATENESS_NANOS;
        long from = isFresh ? nowNanos : fullAtNanos;
        fullAtNanos = (from - earliest < 0 ? earliest : from) + intervalNanos;
        isFresh = false;
    }

    /** The start that was taken last does not happen. */
    public void giveBack() {
        fullAtNanos -= intervalNanos;
    }

    /** Whether it is as good as new. */
    public boolean isFull(long nowNanos) {
        return isFresh || fullAtNanos + LATENESS_NANOS - nowNanos <= 0;
    }
}

package dev.strand.status.bulk;

/**
 * When the commands of a job may go: so many a second, from the first on. What is late is caught up
 * with for a tenth of a second at most, so that a job that had to wait does not make up for it in a
 * burst. Times are those of {@link System#nanoTime()}. For one thread.
 */
final class Pace {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MOST_LATE_NANOS = NANOS_PER_SECOND / 10;

    private final long intervalNanos;
    private long dueNanos;

    /**
     * The first command may go at once.
     *
     * @param ratePerSecond commands a second; 0 for as fast as it goes
     */
    Pace(double ratePerSecond, long nowNanos) {
        intervalNanos = ratePerSecond <= 0 ? 0 : (long) (NANOS_PER_SECOND / ratePerSecond);
        dueNanos = nowNanos;
    }

    /** How long the next command has to wait; 0 or less if it may go. */
    long leftNanos(long nowNanos) {
        return intervalNanos == 0 ? 0 : dueNanos - nowNanos;
    }

    /** A command goes now. */
    void goes(long nowNanos) {
        dueNanos = Math.max(dueNanos - nowNanos, -MOST_LATE_NANOS) + nowNanos + intervalNanos;
    }
}

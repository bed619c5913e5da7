package dev.strand.core.permit;

import java.time.Duration;

/**
 * So many starts per second, evenly spread, after a burst.
 *
 * @param perSecond starts per second in the long run, above 0; 0.1 is one every ten seconds
 * @param burst starts that may follow each other at once after a time without any, at least 1
 */
public record RateLimit(double perSecond, int burst) {
    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    /** Starts per second without a burst. */
    public static RateLimit perSecond(double perSecond) {
        return new RateLimit(perSecond, 1);
    }

    /** Time between two starts in the long run. */
    long intervalNanos() {
        return Math.max((long) (NANOS_PER_SECOND / perSecond), 1);
    }
}

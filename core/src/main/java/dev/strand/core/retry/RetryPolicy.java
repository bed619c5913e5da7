package dev.strand.core.retry;

import java.time.Duration;

/**
 * Exponential back-off with a cap and jitter. After failed attempt n the next one is due after
 * {@code initialDelay x multiplier^(n-1)}, at most {@code maxDelay}, spread evenly by +-{@code
 * jitter} of itself.
 *
 * @param maxAttempts attempts in all, 1 to 1000
 * @param initialDelay delay after the first failure, 0 or more
 * @param multiplier growth per failure, 1.0 to 100.0
 * @param maxDelay longest delay before jitter, at least {@code initialDelay}
 * @param jitter share of the delay by which it is spread, 0.0 to 1.0
 */
public record RetryPolicy(
        int maxAttempts,
        Duration initialDelay,
        double multiplier,
        Duration maxDelay,
        double jitter) {
    /** Largest number of attempts that a policy may ask for. */
    public static final int MAX_ATTEMPTS_LIMIT = 1000;

    /** What holds where a submission says nothing. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(5, Duration.ofSeconds(1), 2.0, Duration.ofMinutes(5), 0.2);

    /** Whether another attempt may follow failed attempt {@code attempt}. */
    public boolean allowsAttemptAfter(int attempt) {
        return attempt < maxAttempts;
    }

    /**
     * The delay between the failure of an attempt and the next one.
     *
     * @param attempt the failed attempt, from 1
     * @param random evenly distributed in [0, 1); the same value gives the same delay
     * @return 0 or more, at most {@code maxDelay x (1 + jitter)}
     */
    public Duration delayAfter(int attempt, double random) {
        double grown = (double) initialDelay.toNanos() * Math.pow(multiplier, attempt - 1.0);
        double capped = Math.min(grown, (double) maxDelay.toNanos());
        double spread = capped * (1 + jitter * (2 * random - 1));
        return Duration.ofNanos((long) spread);
    }
}

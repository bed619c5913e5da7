package dev.strand.processor.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When attempts at tasks of a type are stopped for a while, because they keep failing.
 *
 * @param failureRatePercent share of failed attempts among the last ones that opens the breaker, 1
 *     to 100
 * @param window how many of the last attempts count, 1 to 10,000; it never opens before so many
 *     were made
 * @param openFor how long none is made, 100 ms to 1 day
 * @param probes attempts that are then made to find out, 1 to 1,000
 */
public record BreakerSettings(int failureRatePercent, int window, Duration openFor, int probes) {
    /** What holds for what is not said, of a type that has a breaker. */
    public static final BreakerSettings DEFAULT =
            new BreakerSettings(50, 20, Duration.ofSeconds(30), 3);

    List<String> violations(String prefix) {
        List<String> found = new ArrayList<>();
        Ranges.check(found, prefix + ".failure-rate", failureRatePercent, 1, 100);
        Ranges.check(found, prefix + ".window", window, 1, 10_000);
        Ranges.check(
                found, prefix + ".open-for", openFor, Duration.ofMillis(100), Duration.ofDays(1));
        Ranges.check(found, prefix + ".probes", probes, 1, 1_000);
        return found;
    }
}

package dev.strand.processor.config;

import dev.strand.core.permit.RateLimit;
import dev.strand.core.permit.TypeLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one task type.
 *
 * @param permits handlers at once in this process, 1 to 100,000, or null for no limit of its own
 * @param ratePerSecond starts per second in this process, 0.0001 to 1,000,000, or null for no limit
 * @param burst starts that may follow each other at once after a time without any, 1 to 1,000,000
 * @param groupRatePerSecond starts per second in each group, 0.0001 to 1,000,000, or null for no
 *     limit
 * @param attempts what holds for its tasks that do not say it themselves
 * @param breaker when attempts are stopped for a while, or null for never
 */
public record TypeSettings(
        @Nullable Integer permits,
        @Nullable Double ratePerSecond,
        int burst,
        @Nullable Double groupRatePerSecond,
        AttemptSettings attempts,
        @Nullable BreakerSettings breaker) {
    /** A type of which nothing is said. */
    public static final TypeSettings DEFAULT =
            new TypeSettings(null, null, 1, null, AttemptSettings.DEFAULT, null);

    private static final double LOWEST_RATE = 0.0001;
    private static final int HIGHEST_RATE = 1_000_000;

    /** The limits that this makes. */
    public TypeLimits limits() {
        return new TypeLimits(
                permits == null ? TypeLimits.UNLIMITED : permits,
                ratePerSecond == null ? null : new RateLimit(ratePerSecond, burst),
                groupRatePerSecond == null ? null : RateLimit.perSecond(groupRatePerSecond),
                breaker != null);
    }

    List<String> violations(String prefix) {
        List<String> found = new ArrayList<>();
        if (permits != null) {
            Ranges.check(found, prefix + ".permits", permits, 1, 100_000);
        }
        if (ratePerSecond != null) {
            Ranges.check(
                    found, prefix + ".rate-per-second", ratePerSecond, LOWEST_RATE, HIGHEST_RATE);
        }
        Ranges.check(found, prefix + ".burst", burst, 1, HIGHEST_RATE);
        if (groupRatePerSecond != null) {
            Ranges.check(
                    found,
                    prefix + ".group-rate-per-second",
                    groupRatePerSecond,
                    LOWEST_RATE,
                    HIGHEST_RATE);
        }
        found.addAll(attempts.violations(prefix));
        if (breaker != null) {
            found.addAll(breaker.violations(prefix + ".breaker"));
        }
        return found;
    }
}

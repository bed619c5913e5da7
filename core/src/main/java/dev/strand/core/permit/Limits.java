package dev.strand.core.permit;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may run at once, and how fast tasks may start.
 *
 * @param permits handlers at once in the process, at least 1
 * @param byType limits of types; a type that is missing has none of its own
 * @param agingStep the time waited that is worth one level of priority, positive
 */
public record Limits(int permits, Map<String, TypeLimits> byType, Duration agingStep) {
    /** Keeps a copy of the limits by type. */
    public Limits {
        byType = Map.copyOf(byType);
    }

    /** The limits of a type. */
    public TypeLimits of(String type) {
        return byType.getOrDefault(type, TypeLimits.NONE);
    }

    /** The rate of each group for tasks of a type, or null. */
    @Nullable RateLimit groupRate(String type) {
        return of(type).groupRate();
    }
}

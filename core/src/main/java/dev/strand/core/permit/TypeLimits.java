package dev.strand.core.permit;

import org.jspecify.annotations.Nullable;

/**
 * Limits of one task type.
 *
 * @param permits handlers at once in one process, at least 1; {@link #UNLIMITED} for no limit of
 *     its own
 * @param rate starts in one process, or null for no limit
 * @param groupRate starts in one group, or null for no limit
 * @param isGated whether the {@link AttemptGate} is asked
 */
public record TypeLimits(
        int permits, @Nullable RateLimit rate, @Nullable RateLimit groupRate, boolean isGated) {
    /** As many handlers as the process has permits. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** A type without any limit of its own. */
    public static final TypeLimits NONE = new TypeLimits(UNLIMITED, null, null, false);

    /** Only so many handlers at once. */
    public static TypeLimits ofPermits(int permits) {
        return new TypeLimits(permits, null, null, false);
    }
}

package dev.strand.core.simulation;

import dev.strand.core.owner.Moment;
import java.time.Duration;
import java.time.Instant;

/** The clocks of one process: the monotonic one has its own origin and runs at its own rate. */
record Clock(long originNanos, double rate) {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    Moment moment(long worldNanos) {
        return new Moment(originNanos + (long) (worldNanos * rate), wall(worldNanos));
    }

    /** The time of day, the same for everybody. */
    static Instant wall(long worldNanos) {
        return START.plusNanos(worldNanos);
    }

    static Duration millis(long count) {
        return Duration.ofMillis(count);
    }
}

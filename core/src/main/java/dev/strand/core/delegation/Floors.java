package dev.strand.core.delegation;

import java.util.HashMap;
import java.util.Map;

/**
 * By partition, the epoch of the owner that has asked what still runs for those before it: of what
 * these have given nothing is begun any more that arrives later. Guarded by its {@link Guests}.
 */
final class Floors {
    /** No answer is under way for this long. */
    private static final long LASTING_NANOS = 60_000_000_000L;

    private record Floor(long epoch, long sinceNanos) {}

    private final Map<Integer, Floor> floors = new HashMap<>();

    /** An owner has asked. */
    void raise(int partition, long epoch, long nowNanos) {
        floors.merge(
                partition,
                new Floor(epoch, nowNanos),
                (before, now) -> before.epoch() > epoch ? before : now);
    }

    /** Whether an attempt of this epoch must not begin. */
    boolean isAbove(int partition, long epoch, long nowNanos) {
        Floor floor = floors.get(partition);
        return floor != null
                && epoch < floor.epoch()
                && nowNanos - floor.sinceNanos() <= LASTING_NANOS;
    }
}

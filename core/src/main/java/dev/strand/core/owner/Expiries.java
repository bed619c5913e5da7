package dev.strand.core.owner;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The runs of a lane that must not start after a time, the earliest first. */
final class Expiries {
    /** More in one step would keep the partition from all else. */
    private static final int PIECE = 256;

    private final TreeSet<Queued> runs =
            new TreeSet<>(
                    Comparator.comparing(Expiries::of).thenComparingLong(q -> q.id().sequence()));

    private static Instant of(Queued queued) {
        return Objects.requireNonNull(queued.task().options().expiresAt(), "only those are kept");
    }

    /** A run has been loaded. */
    void add(Queued queued) {
        if (queued.task().options().expiresAt() != null) {
            runs.add(queued);
        }
    }

    /** A run has left the lane. */
    void remove(Queued queued) {
        if (queued.task().options().expiresAt() != null) {
            runs.remove(queued);
        }
    }

    /**
     * Those whose time is over, that have not started and that nothing else ends; a piece of them,
     * if there are many.
     */
    List<Queued> over(Instant now) {
        if (runs.isEmpty()) {
            return List.of();
        }
        return runs.stream()
                .takeWhile(queued -> !of(queued).isAfter(now))
                .filter(queued -> queued.isExpired(now))
                .filter(queued -> !queued.isEnding && !queued.isCancelPending)
                .limit(PIECE)
                .toList();
    }

    /** When the next one's time is over, or null. */
    @Nullable Instant nextAfter(Instant now) {
        for (Queued queued : runs) {
            Instant next = queued.expiryAfter(now);
            if (next != null) {
                return next;
            }
        }
        return null;
    }
}

package dev.strand.core.owner;

import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.TaskStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has readers with history forget runs that were kept long enough: one record now and then, which
 * says up to which time. A record too many changes nothing.
 */
final class HistoryKeeper {
    /** A new owner has more urgent things to do at first. */
    private static final long FIRST_NANOS = 5_000_000_000L;

    /** Belongs to no command. */
    private static final long BY_ITSELF = -1;

    private final OwnerSettings settings;
    private final Claims claims;
    private @Nullable Epoch epoch;
    private long dueNanos;

    HistoryKeeper(OwnerSettings settings, Claims claims) {
        this.settings = settings;
        this.claims = claims;
    }

    /** Appends the record that is due, while tasks may start. */
    void tick(Turn turn) {
        Epoch acting = settings.historyRetention().isZero() ? null : claims.acting(turn.nanos());
        if (acting == null) {
            return;
        }
        if (acting != epoch) {
            epoch = acting;
            dueNanos = turn.nanos() + Math.min(FIRST_NANOS, settings.clearingNanos());
        }
        if (turn.nanos() - dueNanos >= 0) {
            dueNanos = turn.nanos() + settings.clearingNanos();
            turn.append(acting.key(), clearing(acting, turn.wall()), null);
        }
    }

    private Cleared clearing(Epoch acting, Instant now) {
        Instant before = now.minus(settings.historyRetention()).truncatedTo(ChronoUnit.MILLIS);
        return new Cleared(TaskStatus.ENDED, before, BY_ITSELF, acting.key(), now, null);
    }
}

package dev.strand.status.live;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * How long somebody waits: for a time, and no longer than they are there. For use by several
 * threads.
 */
final class Patience {
    private final long deadlineNanos;
    private final CompletableFuture<Void> gone;

    private Patience(long deadlineNanos, CompletableFuture<Void> gone) {
        this.deadlineNanos = deadlineNanos;
        this.gone = gone;
    }

    /**
     * From now on.
     *
     * @param time how long, 0 or more
     * @param gone completes when who waits has gone
     */
    static Patience lasting(Duration time, CompletableFuture<Void> gone) {
        return new Patience(System.nanoTime() + time.toNanos(), gone);
    }

    /** The same, but no longer than this from now on. */
    Patience atMost(Duration time) {
        return left().compareTo(time) < 0 ? this : lasting(time, gone);
    }

    /** What is left of it; nothing once who waits has gone. Never negative. */
    Duration left() {
        long nanos = deadlineNanos - System.nanoTime();
        return isGone() || nanos <= 0 ? Duration.ZERO : Duration.ofNanos(nanos);
    }

    /** Whether who waits has gone. */
    boolean isGone() {
        return gone.isDone();
    }

    /** Whether nothing is left. */
    boolean isOver() {
        return !left().isPositive();
    }

    /** Calls this once who waits has gone, at once where that is so already. */
    void whenGone(Runnable action) {
        var _ = gone.thenRun(action);
    }
}

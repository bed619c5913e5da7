package dev.strand.processor.execution;

import dev.strand.core.log.Progress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Progress of one attempt on its way to the log: one fact per half a second at most, in which the
 * last report wins, and messages of a bounded length. Thread-safe.
 */
final class PacedProgress implements Consumer<Progress> {
    /** Longest message; what is longer is cut. */
    static final int MAX_MESSAGE_CHARS = 1_000;

    /** Time between two facts. */
    static final Duration PACE = Duration.ofMillis(500);

    private final Consumer<Progress> facts;
    private final Consumer<PacedProgress> held;
    private long sentNanos;
    private boolean hasSent;
    private @Nullable Progress last;

    /**
     * Of an attempt that has reported nothing yet.
     *
     * @param facts takes what becomes a fact
     * @param held told when something is held back: {@link #flush} is to be called from then on,
     *     until it answers true
     */
    PacedProgress(Consumer<Progress> facts, Consumer<PacedProgress> held) {
        this.facts = facts;
        this.held = held;
    }

    @Override
    public void accept(Progress progress) {
        report(bounded(progress), System.nanoTime());
    }

    void report(Progress progress, long nowNanos) {
        boolean isFirstHeld;
        synchronized (this) {
            if (last == null && isDue(nowNanos)) {
                sent(nowNanos);
                isFirstHeld = false;
            } else {
                isFirstHeld = last == null;
                last = progress;
                progress = null;
            }
        }
        if (progress != null) {
            facts.accept(progress);
        } else if (isFirstHeld) {
            held.accept(this);
        }
    }

    /**
     * Sends what is held back if its time has come.
     *
     * @return whether nothing is held back any more
     */
    boolean flush(long nowNanos) {
        Progress due;
        synchronized (this) {
            due = last;
            if (due != null && !isDue(nowNanos)) {
                return false;
            }
            last = null;
            sent(nowNanos);
        }
        if (due != null) {
            facts.accept(due);
        }
        return true;
    }

    /** The attempt is over: what is held back is dropped. */
    synchronized void end() {
        last = null;
    }

    private boolean isDue(long nowNanos) {
        return !hasSent || nowNanos - sentNanos >= PACE.toNanos();
    }

    private void sent(long nowNanos) {
        sentNanos = nowNanos;
        hasSent = true;
    }

    private static Progress bounded(Progress progress) {
        String message = progress.message();
        return message == null || message.length() <= MAX_MESSAGE_CHARS
                ? progress
                : new Progress(progress.percent(), message.substring(0, MAX_MESSAGE_CHARS) + "...");
    }
}

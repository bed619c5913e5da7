package dev.strand.core.owner;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.RunState;
import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live run in the window of its lane, as far as this process knows: what it has read and what it
 * has had acknowledged.
 */
final class Queued {
    private final RunId id;
    private final Task task;
    private int attempts;
    private boolean isStarted;
    private @Nullable Instant nextAttemptAt;

    /** A cancel of it waits to be carried out: it must not start. */
    boolean isCancelPending;

    /** A fact that ends it without an attempt is on its way. */
    boolean isEnding;

    Queued(Entry entry) {
        this.id = entry.id();
        this.task = entry.submitted();
        take(entry.state());
    }

    void take(RunState state) {
        attempts = Math.max(attempts, state.attempts());
        isStarted |= state.status() != TaskStatus.QUEUED;
        nextAttemptAt = state.nextAttemptAt();
    }

    void attemptMade(int number) {
        attempts = Math.max(attempts, number);
        isStarted = true;
    }

    void retryAt(@Nullable Instant due) {
        nextAttemptAt = due;
    }

    RunId id() {
        return id;
    }

    Task task() {
        return task;
    }

    int attempts() {
        return attempts;
    }

    boolean isExhausted() {
        return attempts >= task.options().retry().maxAttempts();
    }

    boolean isExpired(Instant now) {
        Instant expiresAt = task.options().expiresAt();
        return !isStarted && expiresAt != null && !now.isBefore(expiresAt);
    }

    /** When it may start: the time of its next attempt or of its schedule, or null for at once. */
    @Nullable Instant due() {
        return nextAttemptAt != null
                ? nextAttemptAt
                : isStarted ? null : task.options().notBefore();
    }

    boolean isDue(Instant now) {
        Instant due = due();
        return due == null || !now.isBefore(due);
    }

    boolean isScheduled(Instant now) {
        return !isStarted && !isDue(now);
    }

    boolean isRetrying() {
        return nextAttemptAt != null;
    }
}

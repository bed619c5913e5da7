package dev.strand.core.owner;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.RunState;
import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskStatus;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A live run in the window of its lane, as far as this process knows: what it has read and what it
 * has had acknowledged.
 */
final class Queued {
    /** By the time they are scheduled for, then by place. Only for runs that are scheduled. */
    static final Comparator<Queued> BY_SCHEDULE =
            Comparator.comparing(Queued::schedule).thenComparingLong(q -> q.id.sequence());

    private final RunId id;
    private final Task task;
    private int attempts;
    private boolean isStarted;
    private @Nullable Instant nextAttemptAt;

    /** The attempt after which the next one is not waited for, 0 if there is none. */
    private int hastenedAfter;

    /** An attempt announced in this epoch that has not entered its handler, 0 if there is none. */
    private int announced;

    /** A cancel of it waits to be carried out: it must not start. */
    boolean isCancelPending;

    /** A fact that ends it without an attempt is on its way. */
    boolean isEnding;

    Queued(Entry entry) {
        this.id = entry.id();
        this.task = entry.id().isInPlace() ? withoutTimes(entry.submitted()) : entry.submitted();
        take(entry.state());
    }

    /** Whoever has a run repeated in its place wants it now, whatever its times were. */
    private static Task withoutTimes(Task task) {
        TaskOptions options = task.options();
        return new Task(
                task.groupId(),
                task.taskId(),
                task.type(),
                task.payload(),
                new TaskOptions(
                        options.priority(),
                        null,
                        null,
                        options.timeout(),
                        options.retry(),
                        options.onFailure(),
                        options.labels()),
                task.submittedAt(),
                task.traceparent());
    }

    void take(RunState state) {
        attempts = Math.max(attempts, state.attempts());
        isStarted |= state.status() != TaskStatus.QUEUED;
        nextAttemptAt = state.nextAttemptAt();
    }

    void attemptMade(int number) {
        attempts = Math.max(attempts, number);
        isStarted = true;
        nextAttemptAt = null;
    }

    void retryAt(@Nullable Instant due) {
        nextAttemptAt = due;
    }

    /** The next attempt is not waited for where this one is the last that was made. */
    void hasten(int attempt) {
        hastenedAfter = Math.max(hastenedAfter, attempt);
    }

    RunId id() {
        return id;
    }

    Task task() {
        return task;
    }

    /** Whether an attempt of it has been announced or has returned. */
    boolean isStarted() {
        return isStarted;
    }

    int attempts() {
        return attempts;
    }

    /** An attempt was announced and then not made: the next one is it. */
    void keepAnnounced(int number) {
        announced = number;
    }

    boolean isAnnounced() {
        return announced > 0;
    }

    /** Number of the next attempt, which is about to be made. */
    int takeNextAttempt() {
        int next = announced > 0 ? announced : attempts + 1;
        announced = 0;
        return next;
    }

    boolean isExhausted() {
        return announced == 0 && attempts >= task.options().retry().maxAttempts();
    }

    boolean isExpired(Instant now) {
        Instant expiresAt = task.options().expiresAt();
        return !isStarted && expiresAt != null && !now.isBefore(expiresAt);
    }

    private Instant schedule() {
        Instant notBefore = task.options().notBefore();
        return notBefore == null ? Instant.MIN : notBefore;
    }

    /** When it may start: the time of its next attempt or of its schedule, or null for at once. */
    @Nullable Instant due() {
        boolean waits = nextAttemptAt != null && attempts != hastenedAfter;
        return waits ? nextAttemptAt : isStarted ? null : task.options().notBefore();
    }

    boolean isDue(Instant now) {
        Instant due = due();
        return due == null || !now.isBefore(due);
    }

    boolean isScheduled(Instant now) {
        return !isStarted && !isDue(now);
    }

    /** When it will expire if it does not start, or null if it will not after this time. */
    @Nullable Instant expiryAfter(Instant now) {
        Instant expiresAt = task.options().expiresAt();
        return isStarted || expiresAt == null || !expiresAt.isAfter(now) ? null : expiresAt;
    }
}

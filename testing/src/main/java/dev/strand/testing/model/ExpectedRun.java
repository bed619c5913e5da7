package dev.strand.testing.model;

import dev.strand.core.log.OnFailure;
import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the model says of one run. Written by the model only. */
public final class ExpectedRun {
    /** What is due later than this is not due in the life of a test. */
    private static final Duration NEVER = Duration.ofMinutes(30);

    private final RunId id;
    private final Task task;
    private final @Nullable TaskStatus natural;
    private final Set<TaskStatus> allowed = EnumSet.noneOf(TaskStatus.class);

    /** It certainly has not started: something held it at every moment since it was asked for. */
    boolean isUntouched = true;

    /** A command ended it while something held it. */
    boolean isNeverStarted;

    /** A command may have ended it. */
    boolean isRaced;

    /** Offset of the first purge that may have ended it, or -1. */
    long purgedBy = -1;

    /** A command that names it may have ended it. */
    boolean isCancelled;

    /** It was let go by an unpark, after it had parked the group. */
    boolean isLetGo;

    ExpectedRun(RunId id, Task task) {
        this.id = id;
        this.task = task;
        this.natural = isNeverDue() ? null : Script.outcome(task, id.run());
        if (isExpired()) {
            allowed.add(TaskStatus.EXPIRED);
        } else if (natural != null) {
            allowed.add(natural);
            if (expiresAt() != null) {
                allowed.add(TaskStatus.EXPIRED);
            }
        }
    }

    /** Which run. */
    public RunId id() {
        return id;
    }

    /** What it was asked to do. */
    public Task task() {
        return task;
    }

    /** How it may have ended; more than one only where commands or due times race with it. */
    public Set<TaskStatus> allowed() {
        return Set.copyOf(allowed);
    }

    /** Whether it certainly has not started before it was ended by a command. */
    public boolean isNeverStarted() {
        return isNeverStarted;
    }

    /** Whether a command may have ended it. */
    public boolean isRaced() {
        return isRaced;
    }

    /** When it is due, or null for at once: a run in place of another one has no due times. */
    public @Nullable Instant notBefore() {
        return id.isInPlace() ? null : task.options().notBefore();
    }

    @Nullable Instant expiresAt() {
        return id.isInPlace() ? null : task.options().expiresAt();
    }

    boolean isScheduled() {
        Instant due = notBefore();
        return due != null && due.isAfter(task.submittedAt());
    }

    boolean isNeverDue() {
        Instant due = notBefore();
        return due != null && due.isAfter(task.submittedAt().plus(NEVER));
    }

    private boolean isExpired() {
        Instant at = expiresAt();
        return at != null && !at.isAfter(task.submittedAt());
    }

    boolean parks() {
        return task.options().onFailure() == OnFailure.PARK;
    }

    void purgedBy(long command) {
        purgedBy = purgedBy == -1 ? command : purgedBy;
    }

    /** It never ends unless it is told to. */
    boolean isEndless() {
        return natural == null;
    }

    /**
     * A command ends it, and nothing else; but whoever carries that out late may have noticed first
     * that its time was over.
     */
    void endsByCommand() {
        allowed.clear();
        allowed.add(TaskStatus.CANCELLED);
        if (expiresAt() != null) {
            allowed.add(TaskStatus.EXPIRED);
        }
    }

    /** A command ends it, or comes too late. */
    void mayEndByCommand() {
        allowed.add(TaskStatus.CANCELLED);
    }
}

package dev.strand.status.table;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.RunState;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskStatus;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a task, as the table keeps it: the state of the fold and what people want to know.
 *
 * @param id which run, and where
 * @param state what the fold says of it
 * @param isSubmitted whether its submission has been read; before that, facts speak for it
 * @param asked what was asked; null where only facts without the task have been read
 * @param told what its facts tell
 * @param settledAt offset in {@code strand.status} of its end, or where that parked its group, of
 *     the record that let the group go; {@link #NOT_YET} before: it is not forgotten
 */
public record TaskRow(
        RunId id,
        RunState state,
        boolean isSubmitted,
        @Nullable Asked asked,
        Told told,
        long settledAt) {
    /** Greater than every offset. */
    public static final long NOT_YET = Long.MAX_VALUE;

    static TaskRow of(RunId id) {
        return new TaskRow(id, RunState.NEW, false, null, Told.NOTHING, NOT_YET);
    }

    /**
     * The entry that the fold sees. Its task is a stand-in: the fold only asks whether it is there.
     */
    Entry toEntry() {
        return new Entry(id, isSubmitted ? standIn() : null, state);
    }

    private Task standIn() {
        return new Task(
                id.groupId(),
                id.taskId(),
                "",
                RawJson.NULL,
                TaskOptions.DEFAULT,
                Instant.EPOCH,
                null);
    }

    TaskRow submitted(Task task, RunState newState) {
        return new TaskRow(id, newState, true, Asked.of(task), told, settledAt);
    }

    /** The run that takes the place of this one; what was asked stays the same. */
    TaskRow again(RunId next, RunState newState, long atMillis) {
        return new TaskRow(next, newState, isSubmitted, asked, told.again(atMillis), NOT_YET);
    }

    /** The same run, which nothing holds any more since the record at this offset. */
    TaskRow settled(long offset) {
        return new TaskRow(id, state, isSubmitted, asked, told, offset);
    }

    /** After a fact that was accepted. */
    TaskRow heard(Fact fact, RunState newState) {
        Task task = fact.details().task();
        return new TaskRow(
                id,
                newState,
                isSubmitted,
                asked == null && task != null ? Asked.of(task) : asked,
                told.after(fact),
                settledAt);
    }

    /** Whether readers see no difference; what only the fold wants to know may differ. */
    boolean looksLike(@Nullable TaskRow other) {
        return other != null
                && id.equals(other.id)
                && status() == other.status()
                && state.token().equals(other.state.token())
                && Objects.equals(asked, other.asked)
                && told.equals(other.told);
    }

    /** Whether its failure holds its group, until that is unparked. */
    public boolean holdsItsGroup() {
        return status() == TaskStatus.FAILED && settledAt == NOT_YET;
    }

    /** Whether it can be shown: somebody has said what was asked. */
    boolean isVisible() {
        return asked != null;
    }

    /** What the run is doing. */
    public TaskStatus status() {
        return state.status();
    }

    /** What was asked. Only for visible rows. */
    public Asked shown() {
        if (asked == null) {
            throw new IllegalStateException("row " + id + " is not visible: nothing said its task");
        }
        return asked;
    }

    /** Names the handler. Only for visible rows. */
    public String type() {
        return shown().type();
    }

    /** When it was submitted, in milliseconds since the epoch. Only for visible rows. */
    public long submittedAtMillis() {
        return shown().submittedAtMillis();
    }

    /** When it changed last, in milliseconds since the epoch. Only for visible rows. */
    public long updatedAtMillis() {
        return Math.max(told.updatedAtMillis(), shown().submittedAtMillis());
    }

    /**
     * The state as people see it: a queued task that is not yet due is SCHEDULED. Only for visible
     * rows.
     *
     * @param nowMillis the time to compare with, in milliseconds since the epoch
     */
    public TaskStatus statusAt(long nowMillis) {
        boolean isScheduled =
                status() == TaskStatus.QUEUED && shown().notBeforeMillis() > nowMillis;
        return isScheduled ? TaskStatus.SCHEDULED : status();
    }
}

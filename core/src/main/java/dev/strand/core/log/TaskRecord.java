package dev.strand.core.log;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code strand.tasks}: what was asked. Its offset is its place in the order of the
 * partition.
 */
public sealed interface TaskRecord {
    /** The group it speaks to, or what {@link Reserved} names; the key of the record. */
    String groupId();

    /** A task to run. */
    record Submission(Task task) implements TaskRecord {
        @Override
        public String groupId() {
            return task.groupId();
        }
    }

    /** Something to do with tasks or groups that exist; its effect is a fact. */
    sealed interface Command extends TaskRecord {
        /** Who asked, for people to read, or null. */
        @Nullable String by();
    }

    /**
     * Run a task again once its last run has ended. Carries the whole task, so that no history is
     * needed.
     *
     * @param task what to run
     * @param run number of the run that this starts, from 2; one that exists already is dropped
     * @param isInPlace whether it is to run in the place of the run before, which must have parked
     *     the group; where it has not, or not any more, nothing happens. Else it runs at the tail
     */
    record Retry(Task task, int run, boolean isInPlace, @Nullable String by) implements Command {
        /** A retry at the tail of the group. */
        public Retry(Task task, int run, @Nullable String by) {
            this(task, run, false, by);
        }

        @Override
        public String groupId() {
            return task.groupId();
        }
    }

    /**
     * End the newest run of a task that was asked for before this command.
     *
     * @param sequence the place of that run where the asker knows it, else -1: then the task is
     *     found as long as the window of de-duplication remembers its id
     */
    record Cancel(String groupId, String taskId, long sequence, @Nullable String by)
            implements Command {
        /** A cancel by the id alone. */
        public Cancel(String groupId, String taskId, @Nullable String by) {
            this(groupId, taskId, -1, by);
        }
    }

    /**
     * Make the next attempt of a task at once that waits for it after a failure. Its place, and
     * what else may hold it, stay as they are.
     *
     * @param sequence the place of the run
     * @param run its number, from 1
     * @param attempt the attempt that failed, from 1: only the wait after it is cut short
     */
    record Hasten(
            String groupId, String taskId, long sequence, int run, int attempt, @Nullable String by)
            implements Command {}

    /**
     * Start no task of the group, of the type or at all until it is resumed; a running one
     * finishes.
     */
    record Pause(String groupId, @Nullable String reason, @Nullable String by) implements Command {}

    /** Undo {@link Pause}. */
    record Resume(String groupId, @Nullable String by) implements Command {}

    /**
     * Let a parked group go on. Where it is not parked when this is carried out, nothing happens.
     *
     * @param taskId only if the group was parked by this task, or null for whichever it was
     * @param run only if it was parked by this run of that task, or 0 for whichever it was
     */
    record Unpark(
            String groupId,
            UnparkAction action,
            @Nullable String taskId,
            int run,
            @Nullable String by)
            implements Command {
        /** For whichever run parked the group. */
        public Unpark(String groupId, UnparkAction action, @Nullable String by) {
            this(groupId, action, null, 0, by);
        }
    }

    /** End all runs of the group that were asked for before this command and have not started. */
    record Purge(String groupId, @Nullable String reason, @Nullable String by) implements Command {}

    /**
     * Forget runs that have ended: readers with history delete them.
     *
     * @param statuses how they ended; terminal ones only
     * @param before and when: earlier than this
     */
    record Clear(Set<TaskStatus> statuses, Instant before, @Nullable String by) implements Command {
        @Override
        public String groupId() {
            return Reserved.ALL;
        }
    }
}

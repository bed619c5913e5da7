package dev.strand.core.log;

import org.jspecify.annotations.Nullable;

/**
 * A record of {@code strand.tasks}: what was asked. Its offset is its place in the order of the
 * partition.
 */
public sealed interface TaskRecord {
    /** The group it speaks to; the key of the record. */
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
     */
    record Retry(Task task, int run, @Nullable String by) implements Command {
        @Override
        public String groupId() {
            return task.groupId();
        }
    }

    /** End the newest run of a task that was asked for before this command. */
    record Cancel(String groupId, String taskId, @Nullable String by) implements Command {}

    /** Start no task of the group until it is resumed; a running one finishes. */
    record Pause(String groupId, @Nullable String reason, @Nullable String by) implements Command {}

    /** Undo {@link Pause}. */
    record Resume(String groupId, @Nullable String by) implements Command {}
}

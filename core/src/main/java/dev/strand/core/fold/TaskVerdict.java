package dev.strand.core.fold;

/** What became of a record of {@code strand.tasks}. */
public sealed interface TaskVerdict {
    /** A new run that waits for its turn. */
    record Added(Entry entry) implements TaskVerdict {}

    /** Its facts had been read before it, and the last of them ended it. */
    record AlreadyEnded(Entry entry) implements TaskVerdict {}

    /** A run of this task id is known: nothing was added. */
    record Duplicate(String groupId, String taskId, Seen original) implements TaskVerdict {}

    /** A command that now waits for its effect. */
    record Pending(PendingCommand command) implements TaskVerdict {}

    /**
     * A command that has nothing to change: its task is unknown or has ended, or its effect was
     * read before it.
     */
    record NothingToDo() implements TaskVerdict {}

    /** A record that was folded before. */
    record Repeated() implements TaskVerdict {}
}

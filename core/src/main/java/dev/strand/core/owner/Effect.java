package dev.strand.core.owner;

import dev.strand.core.permit.Waiter;

/** Something that the shell must do, in the order given, without holding the partition's lock. */
public sealed interface Effect {
    /** Append a record to {@code strand.status} of this partition. */
    record Append(Outgoing outgoing) implements Effect {}

    /** Run a handler, after asking {@link PartitionOwner#mayEnter}. */
    record Run(Attempt attempt) implements Effect {}

    /**
     * Interrupt the handler of an attempt; if it is not entered yet, have it see that as soon as it
     * is.
     */
    record Interrupt(Attempt attempt) implements Effect {}

    /**
     * A group, perhaps of another partition, has been given the permit it waited for: tell {@link
     * PartitionOwner#granted}.
     */
    record Grant(Waiter waiter) implements Effect {}

    /**
     * Look up the end offset of this partition of {@code strand.tasks} and tell {@link
     * PartitionOwner#tasksEnd}.
     */
    record AskTasksEnd() implements Effect {}
}

package dev.strand.core.owner;

import dev.strand.core.permit.Waiter;

/** Something that the shell must do, in the order given, without holding the partition's lock. */
public sealed interface Effect {
    /** Append a record to {@code strand.status} of this partition. */
    record Append(Outgoing outgoing) implements Effect {}

    /**
     * Run a handler, after asking {@link PartitionOwner#mayEnter}: here, or, if the attempt {@link
     * Attempt#isElsewhere}, on a process that has it.
     */
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
     * Ask all processes of the application, this one included, which handlers they still run for
     * owners of this partition that are gone, or that they have lost touch with. {@link
     * Others#insideElsewhere} is to be told once all have answered, and those that have not are out
     * of reach.
     *
     * @param question goes into the answer
     */
    record AskInside(long question) implements Effect {}

    /**
     * Look up the end offset of this partition of {@code strand.tasks} and tell {@link
     * PartitionOwner#tasksEnd}.
     */
    record AskTasksEnd() implements Effect {}
}

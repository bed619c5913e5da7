package dev.strand.processor.execution;

import dev.strand.core.owner.Attempt;
import dev.strand.core.permit.Waiter;
import dev.strand.processor.facts.FactProducer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;

/** What a {@link PartitionHost} needs of its process. */
interface ExecutionServices {
    /** Where facts go. */
    FactProducer facts();

    /** Calls handlers. */
    AttemptRunner runner();

    /** The threads of attempts. */
    AttemptThreads threads();

    /** Trace contexts of attempts. */
    AttemptSpans spans();

    /** Counts facts that are durable. */
    OutcomeCounts outcomes();

    /** Runs an attempt on a thread of its own, at once. */
    void execute(Runnable attempt);

    /** What others run for this process, and what it runs for others. */
    Delegation delegation();

    /** Tells the host of the waiter's partition. */
    void granted(Waiter waiter);

    /**
     * Looks up the end offset of a partition of {@code strand.tasks} and hands it on, later and on
     * another thread.
     */
    void askTasksEnd(int partition, LongConsumer answer);

    /** The logger that a handler is given. */
    Logger loggerOf(Attempt attempt);
}

package dev.strand.benchmarks.status;

import dev.strand.core.log.FactStatus;
import dev.strand.core.log.Task;
import java.time.Instant;
import java.util.List;

/** Tasks by their numbers, and what became of them. The same whenever it is asked. */
public interface Work {
    /** The task of this number. */
    Task task(int number);

    /** The facts about it, in order; none where it waits. */
    List<FactStatus> facts(int number);

    /** When the first of them was written. */
    Instant happenedAt(int number);
}

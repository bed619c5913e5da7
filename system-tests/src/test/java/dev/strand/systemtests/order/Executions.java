package dev.strand.systemtests.order;

import dev.strand.handler.TaskContext;
import dev.strand.testing.trace.Execution;

/** Attempts as traces name them. */
public final class Executions {
    private Executions() {}

    /** The attempt that a handler is called for. */
    public static Execution of(TaskContext context) {
        return new Execution(
                context.groupId(),
                context.taskId(),
                context.run(),
                context.sequence(),
                context.attempt(),
                context.fencingToken());
    }
}

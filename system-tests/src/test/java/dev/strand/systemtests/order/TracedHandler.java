package dev.strand.systemtests.order;

import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.FileTrace;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Sleeps and fails as its payload says, and traces that it did, into the file that the environment
 * names.
 */
@TaskType("traced")
public final class TracedHandler implements TaskHandler<TracedHandler.Payload, String> {
    /** Environment variable with the path of the trace. */
    static final String TRACE = "STRAND_TEST_TRACE";

    private static final class Holder {
        private static final FileTrace FILE = FileTrace.open(Path.of(System.getenv(TRACE)));
    }

    /**
     * What to do.
     *
     * @param sleepMs how long to take
     * @param failTimes attempts up to this one fail
     */
    public record Payload(int sleepMs, int failTimes) {}

    @Override
    public String handle(Payload payload, TaskContext context) throws Exception {
        Execution execution = Executions.of(context);
        Holder.FILE.started(execution);
        try {
            TimeUnit.MILLISECONDS.sleep(payload.sleepMs());
            if (context.attempt() <= payload.failTimes()) {
                throw new IllegalStateException("asked to fail");
            }
            return "done";
        } finally {
            Holder.FILE.ended(execution);
        }
    }
}

package dev.strand.systemtests.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import dev.strand.systemtests.order.Executions;
import dev.strand.testing.model.Script;
import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.FileTrace;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does what the {@link Script} of its task says, and traces that it did. */
@TaskType({ScriptedHandler.ONE, ScriptedHandler.OTHER})
public final class ScriptedHandler implements TaskHandler<JsonNode, String> {
    static final String ONE = "scripted";
    static final String OTHER = "scripted-too";

    /** Environment variable with the path of the trace. */
    static final String TRACE = "STRAND_TEST_SCRIPT_TRACE";

    private static final class Holder {
        private static final FileTrace FILE = FileTrace.open(Path.of(System.getenv(TRACE)));
    }

    @Override
    public String handle(JsonNode payload, TaskContext context) throws Exception {
        Execution execution = Executions.of(context);
        Holder.FILE.started(execution);
        try {
            return run(Script.of(context.labels()), context);
        } finally {
            Holder.FILE.ended(execution);
        }
    }

    private static String run(Script script, TaskContext context) throws Exception {
        if (script.hangsIn(context.run())) {
            new CountDownLatch(1).await();
        }
        TimeUnit.MILLISECONDS.sleep(script.sleepMillis());
        if (context.run() <= script.refusedRuns()) {
            throw new PermanentFailureException("refused, as asked");
        }
        if (context.attempt() <= script.failingAttempts()) {
            throw new IllegalStateException("failed, as asked");
        }
        return "done";
    }
}

package dev.strand.systemtests.order;

import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.RetryAfterException;
import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.FileTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Brings its task into the state that the payload asks for; where that has a gate, the handler goes
 * on when a file of its name is beside the trace.
 */
@TaskType({"gated", "one-permit", "rated", "group-rated", "frail", "held"})
public class GatedHandler implements TaskHandler<GatedHandler.Payload, String> {
    /** How long a task is put off that is to be retried later. */
    static final Duration LATER = Duration.ofSeconds(25);

    /**
     * What to do.
     *
     * @param what nothing, wait, later, refuse or break
     * @param gate name of the gate
     */
    public record Payload(String what, String gate) {}

    @Override
    public String handle(Payload payload, TaskContext context) throws Exception {
        Execution execution = Executions.of(context);
        try (FileTrace trace = FileTrace.open(traceFile())) {
            trace.started(execution);
            try {
                return run(payload, context);
            } finally {
                trace.ended(execution);
            }
        }
    }

    private static String run(Payload payload, TaskContext context) throws Exception {
        switch (payload.what()) {
            case "wait" -> {
                context.progress(40, "waits for its gate");
                while (!isOpen(payload.gate())) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
            case "later" -> {
                if (context.attempt() == 1) {
                    throw new RetryAfterException(LATER, "not yet");
                }
            }
            case "refuse" -> {
                if (context.run() == 1) {
                    throw new PermanentFailureException("refused");
                }
            }
            case "break" -> {
                if (!isOpen(payload.gate())) {
                    throw new IOException("the third party is down");
                }
            }
            default -> {}
        }
        return "done";
    }

    private static boolean isOpen(String gate) {
        return Files.exists(traceFile().resolveSibling("gate-" + gate));
    }

    private static Path traceFile() {
        return Path.of(System.getenv(TracedHandler.TRACE));
    }
}

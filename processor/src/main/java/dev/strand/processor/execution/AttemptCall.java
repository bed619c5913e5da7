package dev.strand.processor.execution;

import dev.strand.core.log.Progress;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import java.time.Instant;
import java.util.function.Consumer;

/** Calls the handler of an attempt, with all that it is given. */
final class AttemptCall {
    private AttemptCall() {}

    /**
     * Runs the handler on the calling thread and returns what it did; never throws.
     *
     * @param facts takes the progress that it reports, at a bounded rate
     */
    static AttemptResult run(
            Attempt attempt,
            HandlerThread thread,
            ExecutionServices services,
            Consumer<Progress> facts) {
        AttemptContext context =
                new AttemptContext(
                        attempt,
                        Instant.now().plus(attempt.task().options().timeout()),
                        () -> new PacedProgress(facts, services.threads()::hold),
                        thread::isInterrupted,
                        services.loggerOf(attempt));
        try {
            return services.spans().covers(attempt)
                    ? inSpan(attempt, context, thread, services)
                    : services.runner().run(attempt, context, thread);
        } finally {
            context.end();
        }
    }

    private static AttemptResult inSpan(
            Attempt attempt,
            AttemptContext context,
            HandlerThread thread,
            ExecutionServices services) {
        return services.spans()
                .run(
                        attempt,
                        headers -> {
                            context.headers(headers);
                            return services.runner().run(attempt, context, thread);
                        });
    }
}

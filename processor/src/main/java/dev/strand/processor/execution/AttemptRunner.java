package dev.strand.processor.execution;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskError;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.AttemptResult.Failed;
import dev.strand.core.owner.AttemptResult.Succeeded;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.RetryAfterException;
import dev.strand.handler.TaskContext;
import dev.strand.handler.registry.BoundHandler;
import dev.strand.handler.registry.HandlerRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls the handler of an attempt and turns what it does into a result. Stateless. */
final class AttemptRunner {
    private static final int MAX_MESSAGE_CHARS = 4_000;
    private static final int MAX_STACK_CHARS = 16_000;

    private final HandlerRegistry handlers;

    AttemptRunner(HandlerRegistry handlers) {
        this.handlers = handlers;
    }

    /**
     * Runs the handler on the calling thread. Whatever it throws, {@link Error}s included, is a
     * failed attempt.
     */
    AttemptResult run(Attempt attempt, TaskContext context, HandlerThread thread) {
        BoundHandler handler = handlers.find(attempt.task().type()).orElse(null);
        if (handler == null) {
            return new Failed(
                    new TaskError(
                            "NO_HANDLER",
                            "task type '"
                                    + attempt.task().type()
                                    + "' has no handler in this process",
                            null),
                    false,
                    null);
        }
        thread.enter();
        try {
            return new Succeeded(
                    RawJson.ofUtf8(handler.invoke(attempt.task().payload().utf8(), context)));
        } catch (Throwable thrown) {
            return failed(thrown);
        } finally {
            thread.leave();
        }
    }

    private static Failed failed(Throwable thrown) {
        Duration retryAfter = thrown instanceof RetryAfterException asked ? asked.delay() : null;
        return new Failed(error(thrown), thrown instanceof PermanentFailureException, retryAfter);
    }

    private static TaskError error(Throwable thrown) {
        String message = Objects.requireNonNullElse(thrown.getMessage(), "");
        return new TaskError(
                thrown.getClass().getName(), shortened(message, MAX_MESSAGE_CHARS), stack(thrown));
    }

    private static @Nullable String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(text));
        } catch (RuntimeException unprintable) {
            return null;
        }
        return shortened(text.toString(), MAX_STACK_CHARS);
    }

    private static String shortened(String text, int maxChars) {
        return text.length() <= maxChars ? text : text.substring(0, maxChars) + "...";
    }
}

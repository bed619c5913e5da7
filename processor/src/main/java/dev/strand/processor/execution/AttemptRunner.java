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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls the handler of an attempt, turns what it does into a result and counts it. Thread-safe. */
final class AttemptRunner {
    private static final int MAX_MESSAGE_CHARS = 4_000;
    private static final int MAX_STACK_CHARS = 16_000;

    private final HandlerRegistry handlers;
    private final AttemptCounts counts = new AttemptCounts();

    AttemptRunner(HandlerRegistry handlers) {
        this.handlers = handlers;
    }

    /** How the attempts made here have ended. */
    AttemptCounts counts() {
        return counts;
    }

    /**
     * Runs the handler on the calling thread. Whatever it throws, {@link Error}s included, is a
     * failed attempt: this method never throws, or the group would be held for ever.
     */
    AttemptResult run(Attempt attempt, TaskContext context, HandlerThread thread) {
        AttemptResult result = call(attempt, context, thread);
        counts.add(outcome(result, thread));
        return result;
    }

    private static AttemptCounts.Outcome outcome(AttemptResult result, HandlerThread thread) {
        return switch (result) {
            case Succeeded _ -> AttemptCounts.Outcome.SUCCEEDED;
            case Failed _ when thread.isInterrupted() -> AttemptCounts.Outcome.INTERRUPTED;
            case Failed failed ->
                    failed.isPermanent()
                            ? AttemptCounts.Outcome.FAILED_PERMANENTLY
                            : AttemptCounts.Outcome.FAILED;
        };
    }

    private AttemptResult call(Attempt attempt, TaskContext context, HandlerThread thread) {
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

    /** The methods of a foreign exception may themselves throw anything. */
    private static TaskError error(Throwable thrown) {
        String type = thrown.getClass().getName();
        return new TaskError(
                type,
                shortened(textOf(thrown::getMessage, ""), MAX_MESSAGE_CHARS),
                shortened(textOf(() -> stack(thrown), type), MAX_STACK_CHARS));
    }

    private static String textOf(Supplier<@Nullable String> text, String otherwise) {
        try {
            return Objects.requireNonNullElse(text.get(), otherwise);
        } catch (Throwable unprintable) {
            return otherwise;
        }
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String shortened(String text, int maxChars) {
        return text.length() <= maxChars ? text : text.substring(0, maxChars) + "...";
    }
}

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
import dev.strand.processor.execution.AttemptCounts.Outcome;
import java.time.Duration;

/** Calls the handler of an attempt, turns what it does into a result and counts it. Thread-safe. */
final class AttemptRunner {
    private final HandlerRegistry handlers;
    private final Breakers breakers;
    private final int maxResultBytes;
    private final AttemptCounts counts = new AttemptCounts();

    AttemptRunner(HandlerRegistry handlers, Breakers breakers, int maxResultBytes) {
        this.handlers = handlers;
        this.breakers = breakers;
        this.maxResultBytes = maxResultBytes;
    }

    /** How the attempts made here have ended. */
    AttemptCounts counts() {
        return counts;
    }

    /**
     * Runs the handler on the calling thread. Whatever it throws, {@link Error}s included, is a
     * failed attempt: this method never throws, or the group would be held for ever. So is what
     * takes longer than its timeout, whatever it returns.
     */
    AttemptResult run(Attempt attempt, TaskContext context, HandlerThread thread) {
        long begin = System.nanoTime();
        AttemptResult returned = call(attempt, context, thread);
        long nanos = System.nanoTime() - begin;
        AttemptResult result = inTime(returned, attempt, Duration.ofNanos(nanos));
        Outcome outcome = outcome(result, thread);
        counts.add(outcome);
        breakers.ended(attempt.task().type(), end(outcome, attempt), nanos);
        return result;
    }

    private static AttemptResult inTime(AttemptResult returned, Attempt attempt, Duration took) {
        Duration timeout = attempt.task().options().timeout();
        boolean isTooLate = returned instanceof Succeeded && took.compareTo(timeout) > 0;
        return isTooLate ? Failed.tooLate(took, timeout) : returned;
    }

    /** A task that is wrong itself, or was cancelled, says nothing about others. */
    private static Breakers.End end(Outcome outcome, Attempt attempt) {
        return switch (outcome) {
            case SUCCEEDED -> Breakers.End.GOOD;
            case FAILED -> Breakers.End.BAD;
            case INTERRUPTED -> attempt.isTimedOut() ? Breakers.End.BAD : Breakers.End.MEANINGLESS;
            case FAILED_PERMANENTLY -> Breakers.End.MEANINGLESS;
        };
    }

    private static Outcome outcome(AttemptResult result, HandlerThread thread) {
        return switch (result) {
            case Succeeded _ -> Outcome.SUCCEEDED;
            case Failed _ when thread.isInterrupted() -> Outcome.INTERRUPTED;
            case Failed failed ->
                    failed.isPermanent() ? Outcome.FAILED_PERMANENTLY : Outcome.FAILED;
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
                    RawJson.ofUtf8(
                            handler.invoke(
                                    attempt.task().payload().utf8(), context, maxResultBytes)));
        } catch (Throwable thrown) {
            return failed(thrown);
        } finally {
            thread.leave();
        }
    }

    private static Failed failed(Throwable thrown) {
        Duration retryAfter = thrown instanceof RetryAfterException asked ? asked.delay() : null;
        return new Failed(
                ErrorText.of(thrown), thrown instanceof PermanentFailureException, retryAfter);
    }
}

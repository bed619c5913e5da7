package dev.strand.handlers.data;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.PermanentFailureException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Applies an expression to an input, within {@link Limits}. */
final class Evaluation {

    private Evaluation() {}

    /**
     * The result, never {@code null}: what is undefined is JSON {@code null}.
     *
     * @throws PermanentFailureException if the expression does not fit the input, or is beyond a
     *     limit
     * @throws TimeoutException if it takes too long
     * @throws InterruptedException if the thread is interrupted; checked at every step
     */
    static JsonNode of(Expression expression, JsonNode input, Duration atMost)
            throws PermanentFailureException, TimeoutException, InterruptedException {
        Limits limits = new Limits(System.nanoTime() + atMost.toNanos());
        Jsonata.Frame frame = expression.compiled().createFrame();
        BoundedFunctions.bind(frame, limits);
        frame.setEvaluateEntryCallback((_, _, _) -> limits.enter());
        frame.setEvaluateExitCallback((_, _, _, result) -> {
            checkRegex(expression, result);
            limits.leave(result);
        });
        try {
            Object result = expression.compiled().evaluate(JsonValues.toJsonata(input), frame);
            return JsonValues.toJson(result);
        } catch (JException e) {
            throw refused(expression.mistake(e).getMessage(), e);
        } catch (RuntimeException e) {
            throw unwrapped(e, atMost);
        } catch (StackOverflowError e) {
            throw refused("it must not call itself so deep", e);
        }
    }

    private static void checkRegex(Expression expression, @Nullable Object result) {
        if (result instanceof Pattern && !expression.areRegexesAllowed()) {
            throw new Limits.ExceededException(
                    false,
                    "must not use regular expressions, unless it is configured below"
                            + " strand.handlers.data.expressions");
        }
    }

    /** Functions of JSONata wrap what is thrown inside of them. */
    private static PermanentFailureException unwrapped(RuntimeException thrown, Duration atMost)
            throws TimeoutException, InterruptedException {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Limits.StoppedException stopped -> throw interrupted(stopped);
                case Limits.ExceededException exceeded when exceeded.isTime() ->
                        throw new TimeoutException(
                                "the expression must be evaluated within "
                                        + atMost
                                        + ", got: no result so far; simplify it, or raise"
                                        + " strand.handlers.data.timeout");
                case Limits.ExceededException exceeded -> {
                    return refused("it " + exceeded.getMessage(), thrown);
                }
                case JException inner -> {
                    return refused(String.valueOf(inner.getMessage()), thrown);
                }
                default -> {
                    // looks at the next cause
                }
            }
        }
        return refused(thrown.toString(), thrown);
    }

    private static InterruptedException interrupted(Throwable cause) {
        InterruptedException interrupt = new InterruptedException(cause.getMessage());
        interrupt.initCause(cause);
        return interrupt;
    }

    private static PermanentFailureException refused(@Nullable String why, Throwable cause) {
        return new PermanentFailureException(
                "the expression cannot be applied to this input: " + why, cause);
    }
}

package dev.strand.handler.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.HandlerJson;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.RetryAfterException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt ended. The methods that ask for a certain end throw an {@link AssertionError} if
 * it was another.
 */
public final class HandlerRun {

    private final @Nullable JsonNode result;
    private final @Nullable Throwable failure;
    private final List<Progress> progress;

    HandlerRun(@Nullable JsonNode result, @Nullable Throwable failure, List<Progress> progress) {
        this.result = result;
        this.failure = failure;
        this.progress = List.copyOf(progress);
    }

    /** The result as JSON; the task would be completed. */
    public JsonNode completed() {
        if (result == null) {
            throw otherwise("completed");
        }
        return result;
    }

    /** The result as the given type; the task would be completed. */
    public <T> T completedWith(Class<T> type) {
        try {
            return HandlerJson.mapper().treeToValue(completed(), type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(
                    "the result should be a " + type.getSimpleName() + ", but was " + result, e);
        }
    }

    /** The permanent failure; the task would have failed for good. */
    public PermanentFailureException failedForGood() {
        if (failure instanceof PermanentFailureException permanent) {
            return permanent;
        }
        throw otherwise("failed for good");
    }

    /**
     * The delay the handler asked for; the task would be retried no sooner, if it has an attempt
     * left.
     */
    public Duration retryAfter() {
        if (failure instanceof RetryAfterException retry) {
            return retry.delay();
        }
        throw otherwise("asked to be retried after a time");
    }

    /** The ordinary failure; the task would be retried by its policy, if it has an attempt left. */
    public Throwable failed() {
        if (failure == null
                || failure instanceof PermanentFailureException
                || failure instanceof RetryAfterException) {
            throw otherwise("failed in the ordinary way");
        }
        return failure;
    }

    /** All progress that was reported, oldest first. */
    public List<Progress> progress() {
        return progress;
    }

    @Override
    public String toString() {
        return failure == null ? "completed with " + result : "failed with " + failure;
    }

    private AssertionError otherwise(String expected) {
        return new AssertionError(
                "the handler should have " + expected + ", but it " + this, failure);
    }
}

package dev.strand.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task. In lists and events {@code payload}, {@code result} and {@code attempts} are left out.
 *
 * @param taskId its id
 * @param groupId its group
 * @param type names its handler
 * @param status where it stands
 * @param run from 1; a manual retry starts the next one
 * @param attempt how many attempts its run has had
 * @param maxAttempts how many it may have
 * @param partition where it lies
 * @param sequence its place in the group
 * @param position its place in the queue of its group; in queues only
 * @param priority 1 to 10; null: as by default
 * @param labels as submitted
 * @param submittedAt when it was accepted
 * @param startedAt when its last attempt began
 * @param finishedAt when its run ended
 * @param updatedAt when something of it changed last
 * @param notBefore as submitted
 * @param expiresAt as submitted
 * @param nextAttemptAt while it is RETRYING: when it is due again
 * @param timeout as submitted
 * @param retry as submitted
 * @param onFailure as submitted
 * @param worker the processor of its last attempt
 * @param token the fencing token of its last attempt
 * @param progress what its handler said last
 * @param error of its last attempt
 * @param payload as submitted
 * @param result what its handler returned
 * @param attempts the last 20
 */
public record Task(
        String taskId,
        String groupId,
        String type,
        TaskState status,
        int run,
        int attempt,
        int maxAttempts,
        int partition,
        long sequence,
        @Nullable Long position,
        @Nullable Integer priority,
        @Nullable Map<String, String> labels,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant updatedAt,
        @Nullable Instant notBefore,
        @Nullable Instant expiresAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Duration timeout,
        Submission.@Nullable Retry retry,
        Submission.@Nullable OnFailure onFailure,
        @Nullable String worker,
        @Nullable String token,
        @Nullable Progress progress,
        @Nullable TaskError error,
        @Nullable JsonNode payload,
        @Nullable JsonNode result,
        @Nullable List<Attempt> attempts) {

    /**
     * How far a task is.
     *
     * @param percent 0 to 100
     * @param message for people
     */
    public record Progress(@Nullable Integer percent, @Nullable String message) {}

    /**
     * Why an attempt failed.
     *
     * @param type class of the error
     * @param message what it said
     * @param stack where it came from
     */
    public record TaskError(String type, String message, @Nullable String stack) {}

    /**
     * One call of a handler.
     *
     * @param run the run that it belongs to
     * @param attempt from 1
     * @param startedAt when it began
     * @param finishedAt when it ended
     * @param outcome how it ended; null while it runs
     * @param error why it failed
     * @param worker the processor that ran it
     */
    public record Attempt(
            int run,
            int attempt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String outcome,
            @Nullable TaskError error,
            String worker) {}
}

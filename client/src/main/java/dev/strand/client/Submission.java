package dev.strand.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task that is to be done. What is null is left to the service. Made with {@link #of}, and
 * changed by the methods that begin with {@code with}, which leave this one as it is.
 *
 * @param type names the handler: 1 to 128 of letters, digits and {@code ._-}
 * @param taskId unique inside its group; the same id twice is one task. Made up where it is null
 * @param groupId whose tasks run one at a time and in order; null: the task is its own group
 * @param payload anything that Jackson can write
 * @param priority 1 (lowest) to 10 (highest), 5 by default
 * @param notBefore when the task takes its place in the group; at once where it is null
 * @param expiresAt not started by then, it ends as EXPIRED
 * @param timeout longest time of one attempt
 * @param retry how often and when a failed attempt is repeated
 * @param onFailure {@code CONTINUE}, or {@code PARK}: the group waits for a person once the task
 *     has failed for good
 * @param labels up to 16
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Submission(
        String type,
        @Nullable String taskId,
        @Nullable String groupId,
        @Nullable Object payload,
        @Nullable Integer priority,
        @Nullable Instant notBefore,
        @Nullable Instant expiresAt,
        @Nullable Duration timeout,
        @Nullable Retry retry,
        @Nullable OnFailure onFailure,
        @Nullable Map<String, String> labels) {

    /** What becomes of the group when the task has failed for good. */
    public enum OnFailure {
        /** The next task of the group starts. */
        CONTINUE,
        /** The group waits for a person. */
        PARK
    }

    /**
     * How often and when a failed attempt is repeated; null: as by default.
     *
     * @param maxAttempts 1 or more
     * @param initialDelay before the second attempt
     * @param multiplier of the delay, from attempt to attempt
     * @param maxDelay longest delay
     * @param jitter share of the delay that is random, 0 to 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Retry(
            @Nullable Integer maxAttempts,
            @Nullable Duration initialDelay,
            @Nullable Double multiplier,
            @Nullable Duration maxDelay,
            @Nullable Double jitter) {}

    /** A task of a type, in a group, with a payload, and everything else as by default. */
    public static Submission of(String type, String groupId, Object payload) {
        return new Submission(
                type, null, groupId, payload, null, null, null, null, null, null, null);
    }

    /** The same with this id. */
    public Submission withTaskId(String newTaskId) {
        return new Submission(
                type, newTaskId, groupId, payload, priority, notBefore, expiresAt, timeout, retry,
                onFailure, labels);
    }

    /** The same with this priority. */
    public Submission withPriority(int newPriority) {
        return new Submission(
                type,
                taskId,
                groupId,
                payload,
                newPriority,
                notBefore,
                expiresAt,
                timeout,
                retry,
                onFailure,
                labels);
    }

    /** The same for between two moments, each of which may be open. */
    public Submission between(@Nullable Instant newNotBefore, @Nullable Instant newExpiresAt) {
        return new Submission(
                type,
                taskId,
                groupId,
                payload,
                priority,
                newNotBefore,
                newExpiresAt,
                timeout,
                retry,
                onFailure,
                labels);
    }

    /** The same with these rules for its attempts. */
    public Submission withAttempts(
            @Nullable Duration newTimeout, @Nullable Retry newRetry, @Nullable OnFailure onEnd) {
        return new Submission(
                type,
                taskId,
                groupId,
                payload,
                priority,
                notBefore,
                expiresAt,
                newTimeout,
                newRetry,
                onEnd,
                labels);
    }

    /** The same with one more label. */
    public Submission withLabel(String name, String value) {
        Map<String, String> more = labels == null ? new LinkedHashMap<>() : copy(labels);
        more.put(name, value);
        return new Submission(
                type, taskId, groupId, payload, priority, notBefore, expiresAt, timeout, retry,
                onFailure, more);
    }

    private static Map<String, String> copy(Map<String, String> labels) {
        return new LinkedHashMap<>(labels);
    }
}

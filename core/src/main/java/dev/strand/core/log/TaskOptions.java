package dev.strand.core.log;

import dev.strand.core.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How and when a task runs.
 *
 * @param priority 1 (lowest) to 10 (highest); orders groups that wait for a permit, never the tasks
 *     of one group
 * @param notBefore the task takes its place in the group at this time, or null for at once
 * @param expiresAt not started by then it ends as EXPIRED, or null for never
 * @param timeout longest time of one attempt, positive
 * @param retry when and how often a failed attempt is repeated
 * @param onFailure what becomes of the group when the task has failed for good
 * @param labels up to 16 names and values, in the order given
 * @param stated which options the task states itself; whatever is not as by default is one
 */
public record TaskOptions(
        int priority,
        @Nullable Instant notBefore,
        @Nullable Instant expiresAt,
        Duration timeout,
        RetryPolicy retry,
        OnFailure onFailure,
        Map<String, String> labels,
        Stated stated) {
    /** Takes whatever is not as by default for stated. */
    public TaskOptions {
        stated = stated.and(Stated.byValue(timeout, retry));
    }

    /** Options of which those are stated that are not as by default. */
    public TaskOptions(
            int priority,
            @Nullable Instant notBefore,
            @Nullable Instant expiresAt,
            Duration timeout,
            RetryPolicy retry,
            OnFailure onFailure,
            Map<String, String> labels) {
        this(priority, notBefore, expiresAt, timeout, retry, onFailure, labels, Stated.NOTHING);
    }

    /** Lowest priority. */
    public static final int MIN_PRIORITY = 1;

    /** Highest priority. */
    public static final int MAX_PRIORITY = 10;

    /** Priority where none is given. */
    public static final int DEFAULT_PRIORITY = 5;

    /** Timeout of an attempt where none is given. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

    /** What holds where a submission says nothing. */
    public static final TaskOptions DEFAULT =
            new TaskOptions(
                    DEFAULT_PRIORITY,
                    null,
                    null,
                    DEFAULT_TIMEOUT,
                    RetryPolicy.DEFAULT,
                    OnFailure.CONTINUE,
                    Map.of());

    /** The same but for the due times: at once, and never too late. */
    public TaskOptions withoutDueTimes() {
        return new TaskOptions(priority, null, null, timeout, retry, onFailure, labels, stated);
    }
}

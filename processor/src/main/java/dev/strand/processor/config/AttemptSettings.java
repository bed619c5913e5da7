package dev.strand.processor.config;

import static dev.strand.schemas.task.TaskRules.MAX_RETRY_DELAY;
import static dev.strand.schemas.task.TaskRules.MAX_TIMEOUT;

import dev.strand.core.log.TaskOptions;
import dev.strand.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds for a task that does not say it itself.
 *
 * @param timeout longest time of one attempt, 1 ms to 1 day
 * @param retry when and how often a failed attempt is repeated
 */
public record AttemptSettings(Duration timeout, RetryPolicy retry) {
    /** What holds where nothing is configured. */
    public static final AttemptSettings DEFAULT =
            new AttemptSettings(TaskOptions.DEFAULT_TIMEOUT, RetryPolicy.DEFAULT);

    List<String> violations(String prefix) {
        List<String> found = new ArrayList<>();
        Ranges.check(found, prefix + ".timeout", timeout, Duration.ofMillis(1), MAX_TIMEOUT);
        String inRetry = prefix + ".retry";
        Ranges.check(
                found,
                inRetry + ".max-attempts",
                retry.maxAttempts(),
                1,
                RetryPolicy.MAX_ATTEMPTS_LIMIT);
        Ranges.check(
                found,
                inRetry + ".initial-delay",
                retry.initialDelay(),
                Duration.ZERO,
                MAX_RETRY_DELAY);
        Ranges.check(found, inRetry + ".multiplier", retry.multiplier(), 1.0, 100.0);
        Ranges.check(
                found,
                inRetry + ".max-delay",
                retry.maxDelay(),
                retry.initialDelay(),
                MAX_RETRY_DELAY);
        Ranges.check(found, inRetry + ".jitter", retry.jitter(), 0.0, 1.0);
        return found;
    }
}

package dev.strand.schemas.task;

import dev.strand.core.log.Stated;
import dev.strand.core.log.Stated.Option;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.function.Function;

/**
 * What holds for the attempts of a task where it does not say it itself.
 *
 * @param timeout longest time of one attempt
 * @param retry when and how often a failed attempt is repeated
 */
public record AttemptDefaults(Duration timeout, RetryPolicy retry) {
    /** The built-in defaults. */
    public static final AttemptDefaults BUILT_IN =
            new AttemptDefaults(TaskOptions.DEFAULT_TIMEOUT, RetryPolicy.DEFAULT);

    /** The built-in defaults, for every type. */
    public static final Function<String, AttemptDefaults> ALWAYS_BUILT_IN = type -> BUILT_IN;

    boolean isBuiltIn() {
        return equals(BUILT_IN);
    }

    /** These options, with the defaults for what they do not state. */
    TaskOptions fill(TaskOptions options) {
        Stated stated = options.stated();
        return new TaskOptions(
                options.priority(),
                options.notBefore(),
                options.expiresAt(),
                stated.has(Option.TIMEOUT) ? options.timeout() : timeout,
                fill(options.retry(), stated),
                options.onFailure(),
                options.labels(),
                stated);
    }

    private RetryPolicy fill(RetryPolicy asked, Stated stated) {
        Duration initialDelay =
                stated.has(Option.INITIAL_DELAY) ? asked.initialDelay() : retry.initialDelay();
        Duration maxDelay = stated.has(Option.MAX_DELAY) ? asked.maxDelay() : retry.maxDelay();
        return new RetryPolicy(
                stated.has(Option.MAX_ATTEMPTS) ? asked.maxAttempts() : retry.maxAttempts(),
                initialDelay,
                stated.has(Option.MULTIPLIER) ? asked.multiplier() : retry.multiplier(),
                maxDelay.compareTo(initialDelay) < 0 ? initialDelay : maxDelay,
                stated.has(Option.JITTER) ? asked.jitter() : retry.jitter());
    }
}

package dev.strand.core.log;

import dev.strand.core.retry.RetryPolicy;
import java.time.Duration;

/**
 * Which of the options that a processor may have other defaults for a task states itself, so that
 * what was stated is kept even where it equals the built-in default.
 *
 * @param bits one per {@link Option}
 */
public record Stated(int bits) {
    /** Nothing. */
    public static final Stated NOTHING = new Stated(0);

    /** An option that a processor may have another default for. */
    public enum Option {
        /** {@link TaskOptions#timeout()}. */
        TIMEOUT(1),
        /** {@link RetryPolicy#maxAttempts()}. */
        MAX_ATTEMPTS(1 << 1),
        /** {@link RetryPolicy#initialDelay()}. */
        INITIAL_DELAY(1 << 2),
        /** {@link RetryPolicy#multiplier()}. */
        MULTIPLIER(1 << 3),
        /** {@link RetryPolicy#maxDelay()}. */
        MAX_DELAY(1 << 4),
        /** {@link RetryPolicy#jitter()}. */
        JITTER(1 << 5);

        private final int bit;

        Option(int bit) {
            this.bit = bit;
        }
    }

    /** What must have been stated, because it is not as by default. */
    static Stated byValue(Duration timeout, RetryPolicy retry) {
        RetryPolicy usual = RetryPolicy.DEFAULT;
        if (retry.equals(usual) && timeout.equals(TaskOptions.DEFAULT_TIMEOUT)) {
            return NOTHING;
        }
        return NOTHING.with(Option.TIMEOUT, !timeout.equals(TaskOptions.DEFAULT_TIMEOUT))
                .with(Option.MAX_ATTEMPTS, retry.maxAttempts() != usual.maxAttempts())
                .with(Option.INITIAL_DELAY, !retry.initialDelay().equals(usual.initialDelay()))
                .with(
                        Option.MULTIPLIER,
                        Double.compare(retry.multiplier(), usual.multiplier()) != 0)
                .with(Option.MAX_DELAY, !retry.maxDelay().equals(usual.maxDelay()))
                .with(Option.JITTER, Double.compare(retry.jitter(), usual.jitter()) != 0);
    }

    /** Whether the task states it. */
    public boolean has(Option option) {
        return (bits & option.bit) != 0;
    }

    /** Whether it states anything about retries. */
    public boolean hasRetry() {
        return (bits & ~Option.TIMEOUT.bit) != 0;
    }

    /** This and one more. */
    public Stated with(Option option) {
        return with(option, true);
    }

    private Stated with(Option option, boolean isStated) {
        return isStated ? new Stated(bits | option.bit) : this;
    }

    /** This and those. */
    public Stated and(Stated others) {
        return (bits | others.bits) == bits ? this : new Stated(bits | others.bits);
    }
}

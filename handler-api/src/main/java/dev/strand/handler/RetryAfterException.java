package dev.strand.handler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler to fail its attempt and say when the next one makes sense. The attempt
 * counts: after the last one the task has failed.
 */
public class RetryAfterException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Duration delay;

    /**
     * Asks for the next attempt no sooner than {@code delay} from now.
     *
     * @param delay zero or longer
     */
    public RetryAfterException(Duration delay) {
        this(delay, "asked to be retried after " + delay);
    }

    /**
     * Asks for the next attempt no sooner than {@code delay} from now, for the reason that {@code
     * message} gives.
     */
    public RetryAfterException(Duration delay, String message) {
        this(delay, message, null);
    }

    /**
     * Asks for the next attempt no sooner than {@code delay} from now, with the exception that led
     * to it.
     */
    public RetryAfterException(Duration delay, String message, @Nullable Throwable cause) {
        super(message, cause);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative, got: " + delay);
        }
        this.delay = delay;
    }

    /** The time to wait, zero or longer, from when the exception was thrown. */
    public Duration delay() {
        return delay;
    }
}

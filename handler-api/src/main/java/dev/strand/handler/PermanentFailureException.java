package dev.strand.handler;

import org.jspecify.annotations.Nullable;

/** Thrown by a handler to end its task as failed, at once: trying again would not help. */
public class PermanentFailureException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * A failure for the reason that {@code message} gives; it is kept with the task and shown to
     * people.
     */
    public PermanentFailureException(String message) {
        super(message);
    }

    /** A failure with the exception that led to it. */
    public PermanentFailureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.strand.handlers.http;

import org.jspecify.annotations.Nullable;

/** The endpoint could not do the task this time; the task's retry policy applies. */
public class EndpointFailureException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A failure that {@code message} describes, without secrets. */
    public EndpointFailureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.strand.handlers.email;

/** The message could not be handed over this time; the task's retry policy applies. */
public class MailFailureException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A failure that {@code message} describes, without secrets. */
    public MailFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}

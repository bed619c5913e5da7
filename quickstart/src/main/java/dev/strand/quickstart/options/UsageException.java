package dev.strand.quickstart.options;

/**
 * The command line says something that cannot be done; the message is for the person who typed it.
 */
public final class UsageException extends RuntimeException {
    /** With one sentence that names the remedy. */
    public UsageException(String message) {
        super(message);
    }
}

package dev.strand.quickstart.demo;

/** The failure that a demo task was asked for. */
public class DemoFailureException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A failure with the payload's message. */
    public DemoFailureException(String message) {
        super(message);
    }
}

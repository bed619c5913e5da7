package dev.strand.testing.broker;

/** The broker could not be started; the message says why in words for people. */
public final class BrokerStartException extends RuntimeException {
    /** With the reason and the remedy. */
    public BrokerStartException(String message) {
        super(message);
    }

    /** With the reason and what Kafka said. */
    public BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}

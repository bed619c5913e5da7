package dev.strand.quickstart.parts;

import dev.strand.testing.broker.BrokerStartException;
import org.jspecify.annotations.Nullable;

/** Strand could not be started; the message is for the person who tried. */
public final class StartException extends RuntimeException {
    private StartException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }

    /** With a sentence that names what was wrong and the remedy. */
    public StartException(String message) {
        super(message);
    }

    static StartException of(String part, Exception failure) {
        return switch (failure) {
            case StartException known -> known;
            case BrokerStartException broker -> new StartException(broker.getMessage(), broker);
            default ->
                    new StartException(
                            "The %s did not start: %s".formatted(part, failure.getMessage()),
                            failure);
        };
    }
}

package dev.strand.testing.broker;

import java.net.BindException;
import org.jspecify.annotations.Nullable;

/** Turns what Kafka throws when it cannot start into one sentence with the remedy. */
final class BrokerStartFailure {
    private BrokerStartFailure() {}

    static boolean isPortInUse(Throwable failure) {
        return causeIn(failure, BindException.class) != null
                || messageContains(failure, "Address already in use");
    }

    static BrokerStartException explained(Exception failure, BrokerSettings settings, int port) {
        if (isPortInUse(failure)) {
            return new BrokerStartException(
                    "Port "
                            + port
                            + " is taken by another program, so the Kafka broker cannot use it;"
                            + " choose another port.",
                    failure);
        }
        return new BrokerStartException(
                "The Kafka broker did not start in "
                        + settings.dataDirectory()
                        + ": "
                        + failure.getMessage(),
                failure);
    }

    private static @Nullable Throwable causeIn(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return t;
            }
        }
        return null;
    }

    private static boolean messageContains(Throwable failure, String text) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (String.valueOf(t.getMessage()).contains(text)) {
                return true;
            }
        }
        return false;
    }
}

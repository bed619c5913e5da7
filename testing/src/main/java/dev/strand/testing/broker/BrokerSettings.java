package dev.strand.testing.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How to start a broker.
 *
 * @param dataDirectory where it keeps everything; created if missing, taken up again if it was used
 *     before, also after kill -9
 * @param port the port on localhost that clients connect to; 0 for any free one
 * @param properties Kafka broker properties that replace those of {@link BrokerProperties}
 */
public record BrokerSettings(Path dataDirectory, int port, Map<String, String> properties) {
    /** Port where any free one will do. */
    public static final int ANY_PORT = 0;

    private static final int MAX_PORT = 65_535;

    /** Keeps an unmodifiable copy of the properties; refuses a port that is none. */
    public BrokerSettings {
        if (port < ANY_PORT || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "the broker's port must be 0 (any free one) to 65535, got: " + port);
        }
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        properties = Map.copyOf(properties);
    }

    /** A broker with its data in this directory, on any free port. */
    public static BrokerSettings in(Path dataDirectory) {
        return new BrokerSettings(dataDirectory, ANY_PORT, Map.of());
    }

    /** These settings with another port. */
    public BrokerSettings withPort(int newPort) {
        return new BrokerSettings(dataDirectory, newPort, properties);
    }

    /** These settings with one more Kafka broker property. */
    public BrokerSettings with(String property, String value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(property, value);
        return new BrokerSettings(dataDirectory, port, more);
    }
}

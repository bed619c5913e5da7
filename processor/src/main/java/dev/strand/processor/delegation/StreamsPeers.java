package dev.strand.processor.delegation;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The addresses of all other processors of the application, as Kafka Streams last told them, as far
 * as they have one.
 */
final class StreamsPeers implements Supplier<Collection<String>> {
    private final KafkaStreams streams;
    private final String own;
    private volatile List<String> known = List.of();

    StreamsPeers(KafkaStreams streams, String own) {
        this.streams = streams;
        this.own = own;
    }

    @Override
    public Collection<String> get() {
        try {
            known =
                    streams.metadataForAllStreamsClients().stream()
                            .filter(client -> client.port() > 0)
                            .map(client -> address(client.host(), client.port()))
                            .filter(address -> !address.equals(own))
                            .toList();
        } catch (IllegalStateException notRunning) {
            // It is starting or ending: they are as they were.
        }
        return known;
    }

    /** As in a URL: IPv6 addresses, which Kafka Streams strips of their brackets, have some. */
    static String address(String host, int port) {
        boolean isBare = host.contains(":") && !host.startsWith("[");
        return (isBare ? "[" + host + "]" : host) + ":" + port;
    }
}

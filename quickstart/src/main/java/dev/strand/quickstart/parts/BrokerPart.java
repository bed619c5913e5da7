package dev.strand.quickstart.parts;

import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.BrokerSettings;
import dev.strand.testing.broker.EmbeddedBroker;
import java.nio.file.Path;

/**
 * The embedded Kafka broker, with the topics that Strand needs. Topics of an earlier start keep
 * their partitions.
 */
record BrokerPart(Path dataDirectory, int port, int partitions) implements Part {
    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public AutoCloseable start() {
        EmbeddedBroker broker =
                EmbeddedBroker.start(BrokerSettings.in(dataDirectory).withPort(port));
        try {
            broker.createTopics(Topics.withPrefix(Topics.DEFAULT_PREFIX), partitions);
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }
}

package dev.strand.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.history.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The service on a real broker. */
public final class IngestFixture implements AutoCloseable {
    /** Partitions of the tasks topic. */
    public static final int PARTITIONS = 6;

    /** Name of the tasks topic. */
    public static final String TASKS = "strand.tasks";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final EmbeddedBroker broker;
    private final IngestClient client;

    private IngestFixture(EmbeddedBroker broker, IngestApplication application) {
        this.broker = broker;
        this.client = new IngestClient(application);
    }

    /** Starts broker and service; {@code settings} complete or overrule those of the fixture. */
    public static IngestFixture start(Path directory, Map<String, Object> settings) {
        EmbeddedBroker broker = EmbeddedBroker.start(directory);
        broker.createTopics(Topics.withPrefix(Topics.DEFAULT_PREFIX), PARTITIONS);
        return new IngestFixture(
                broker, IngestApplication.start(on(broker.bootstrapServers(), settings)));
    }

    /** Settings for a service on any free port. */
    public static Map<String, Object> on(String bootstrapServers, Map<String, Object> settings) {
        Map<String, Object> all =
                new HashMap<>(
                        Map.of(
                                "strand.kafka.bootstrap-servers",
                                bootstrapServers,
                                "strand.ingest.port",
                                0));
        all.putAll(settings);
        return all;
    }

    /** The broker. */
    public EmbeddedBroker broker() {
        return broker;
    }

    /** The service, by HTTP. */
    public IngestClient client() {
        return client;
    }

    /** All records of the tasks topic. */
    public List<ConsumerRecord<byte[], byte[]>> tasks() {
        return new TopicReader(broker.bootstrapServers()).readAll(TASKS, LIMIT);
    }

    /** The record that an accepting answer speaks of. */
    public ConsumerRecord<byte[], byte[]> recordOf(JsonNode answer) {
        return tasks().stream()
                .filter(record ->
                        record.partition() == answer.path("partition").asInt(-1)
                                && record.offset() == answer.path("sequence").asLong(-1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no record for " + answer));
    }

    @Override
    public void close() {
        client.close();
        broker.close();
    }
}

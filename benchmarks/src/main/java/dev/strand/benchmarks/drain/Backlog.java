package dev.strand.benchmarks.drain;

import dev.strand.benchmarks.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes the tasks of a scenario: the same records, byte for byte, for every contender. */
public final class Backlog {
    /** Type of all tasks. */
    public static final String TYPE = "bench";

    private static final String PAYLOAD_START = "{\"text\":\"";
    private static final String PAYLOAD_END = "\"}";

    private Backlog() {}

    /** Writes all tasks and returns once Kafka has acknowledged every one of them. */
    public static void write(String bootstrapServers, String topic, Scenario scenario) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        settings(bootstrapServers),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            List<String> groups = scenario.groupIds();
            for (int task = 0; task < groups.size(); task++) {
                var _ =
                        producer.send(
                                new ProducerRecord<>(topic, groups.get(task), task(task)),
                                (_, failed) -> failure.compareAndSet(null, failed));
            }
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new KafkaException("the backlog could not be written to " + topic, failed);
        }
    }

    /** A submission with a payload of {@value Scenario#PAYLOAD_BYTES} bytes. */
    public static byte[] task(int number) {
        int text = Scenario.PAYLOAD_BYTES - PAYLOAD_START.length() - PAYLOAD_END.length();
        String submission =
                "{\"type\":\"%s\",\"taskId\":\"task-%d\",\"payload\":%s%s%s}"
                        .formatted(TYPE, number, PAYLOAD_START, "x".repeat(text), PAYLOAD_END);
        return submission.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 << 10);
    }
}

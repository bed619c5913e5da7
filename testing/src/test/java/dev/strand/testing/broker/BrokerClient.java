package dev.strand.testing.broker;

import dev.strand.testing.history.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads text, as any client would. */
record BrokerClient(String bootstrapServers) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    void write(String topic, String... values) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value))
                        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    List<String> read(String topic) {
        return new TopicReader(bootstrapServers)
                .readAll(topic, LIMIT).stream()
                        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                        .toList();
    }
}

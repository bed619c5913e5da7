package dev.strand.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.processor.ProcessorApplication;
import dev.strand.processor.StrandProcessor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The Kafka image of the compose file; skipped without a container engine, where an embedded broker
 * covers the same ground.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KafkaImageIT {
    @TempDir private Path directory;

    @Test
    void shouldRunTasksOnTheKafkaImageOfTheComposeFile() throws Exception {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(), "there is no container engine");
        String image = ComposeFile.read().service("kafka").path("image").asText();
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        try (KafkaContainer kafka = new KafkaContainer(DockerImageName.parse(image))) {
            kafka.start();
            try (ProcessorApplication processor =
                    ProcessorApplication.start(
                            Map.of(
                                    "strand.kafka.bootstrap-servers", kafka.getBootstrapServers(),
                                    "strand.processor.port", 0,
                                    "strand.processor.state-directory", directory.toString()),
                            discovery ->
                                    discovery.register(
                                            "note",
                                            JsonNode.class,
                                            (payload, context) -> ran.add(context.groupId())))) {
                assertThat(processor.processor().map(StrandProcessor::state))
                        .hasValueSatisfying(
                                state -> assertThat(state).isNotEqualTo(KafkaStreams.State.ERROR));
                submit(kafka.getBootstrapServers());
                Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> ran.size() == 10);
                assertThat(ran).containsOnly("group");
            }
        }
    }

    private static void submit(String bootstrapServers) {
        byte[] key = "group".getBytes(StandardCharsets.UTF_8);
        byte[] value = "{\"type\":\"note\",\"payload\":{}}".getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < 10; i++) {
                var _ = producer.send(new ProducerRecord<>("strand.tasks", key, value));
            }
        }
    }
}

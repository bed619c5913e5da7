package dev.strand.processor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.history.TopicReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** What tests of the service need: settings, a producer, and its HTTP answers. */
final class ProcessorFixture {
    static final Topics TOPICS = Topics.withPrefix(Topics.DEFAULT_PREFIX);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private ProcessorFixture() {}

    /** Settings of a processor on any free port, quick to notice things. */
    static Map<String, Object> on(String bootstrapServers, Path stateDirectory) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("strand.kafka.bootstrap-servers", bootstrapServers);
        settings.put("strand.processor.port", 0);
        settings.put("strand.processor.partitions", 4);
        settings.put("strand.processor.state-directory", stateDirectory.toString());
        return settings;
    }

    static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(100)).atMost(LIMIT);
    }

    static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "max.request.size",
                        64 << 20,
                        "buffer.memory",
                        128L << 20,
                        "compression.type",
                        "zstd"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static RecordMetadata append(
            KafkaProducer<byte[], byte[]> producer,
            @Nullable Integer partition,
            byte @Nullable [] key,
            byte @Nullable [] value)
            throws ExecutionException, InterruptedException {
        return producer.send(new ProducerRecord<>(TOPICS.tasks().name(), partition, key, value))
                .get();
    }

    static List<ConsumerRecord<byte[], byte[]>> readAll(EmbeddedBroker broker, String topic) {
        return new TopicReader(broker.bootstrapServers()).readAll(topic, LIMIT);
    }

    static HttpResponse<String> get(ProcessorApplication application, String path) {
        return get(application.url(), path);
    }

    static HttpResponse<String> get(String url, String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(url + path)).timeout(LIMIT).build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

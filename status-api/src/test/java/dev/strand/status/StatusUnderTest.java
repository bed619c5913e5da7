package dev.strand.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.StatusRecord;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The service on a real broker, and someone who writes both logs as a processor would. */
final class StatusUnderTest implements AutoCloseable {
    static final Topics TOPICS = Topics.withPrefix(Topics.DEFAULT_PREFIX);
    static final int PARTITIONS = 4;
    static final OwnerKey OWNER = new OwnerKey(1, "owner");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final KafkaProducer<byte[], byte[]> producer;
    private StatusApplication application;
    private final Map<String, Object> properties;

    StatusUnderTest(EmbeddedBroker broker, Path stateDirectory) {
        this(broker, stateDirectory, Map.of());
    }

    StatusUnderTest(EmbeddedBroker broker, Path stateDirectory, Map<String, Object> settings) {
        properties = new HashMap<>(settings);
        properties.put("strand.status.port", 0);
        properties.put("strand.kafka.bootstrap-servers", broker.bootstrapServers());
        properties.put("strand.status.state-dir", stateDirectory.toString());
        properties.put("strand.status.at-timeout", "PT3S");
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker.bootstrapServers(),
                                ProducerConfig.LINGER_MS_CONFIG,
                                0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        application = StatusApplication.start(properties);
    }

    void restart() {
        application.close();
        application = StatusApplication.start(properties);
    }

    String url() {
        return application.url();
    }

    /** Publishes a submission as any Kafka client would. */
    RecordMetadata submit(String groupId, String taskId, String type) {
        String json =
                "{\"type\":\"%s\",\"taskId\":\"%s\",\"payload\":{\"to\":\"ada\"}}"
                        .formatted(type, taskId);
        return send(TOPICS.tasks().name(), null, groupId, json);
    }

    RecordMetadata send(String topic, @Nullable Integer partition, String key, String value) {
        return send(topic, partition, key, value.getBytes(UTF_8));
    }

    private RecordMetadata send(
            String topic, @Nullable Integer partition, String key, byte[] value) {
        try {
            return producer.send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value))
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("could not publish to " + topic, e);
        }
    }

    void happened(
            RecordMetadata at, String groupId, String taskId, int attempt, FactStatus status) {
        happened(at, TestFacts.of(at, groupId, taskId, attempt, status));
    }

    void happened(RecordMetadata at, StatusRecord record) {
        happened(at.partition(), record);
    }

    void happened(int partition, StatusRecord record) {
        send(TOPICS.status().name(), partition, "key", StatusCodec.encode(record));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).build());
    }

    HttpResponse<String> post(String path, String body) {
        return send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    HttpResponse<String> delete(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).DELETE().build());
    }

    HttpResponse<String> postFrom(String origin, String path) {
        return send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Origin", origin)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    /** The answer to a request by somebody. */
    HttpResponse<String> as(
            @Nullable String key, String method, String path, @Nullable String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return send(request.build());
    }

    /** The status of an answer that may be a stream without an end. */
    int statusAs(@Nullable String key, String method, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header(
                                "Content-Type",
                                path.startsWith("/internal/")
                                        ? "application/octet-stream"
                                        : "application/json")
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            HttpResponse<InputStream> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<String>> getLater(String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create(url() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode getJson(String path) {
        return json(get(path));
    }

    static JsonNode json(HttpResponse<String> response) {
        return parse(response.body());
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    /** The path of a task that is answered once its submission has been read. */
    static String at(RecordMetadata at, String taskId) {
        return "/api/tasks/" + taskId + "?at=" + at.partition() + "-" + at.offset();
    }

    void awaitReady() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (get("/health/readiness").statusCode() != 200) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not ready: " + get("/health").body());
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    @Override
    public void close() {
        application.close();
        producer.close(Duration.ofSeconds(2));
        http.close();
    }
}

package dev.strand.systemtests.program;

import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.UnparkAction;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The two ways in: records of {@code strand.tasks}, as any producer writes them, and HTTP. Counts
 * what was asked. Thread-safe.
 */
final class Asking implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String tasks;
    private final int partitions;
    private final String ingestUrl;
    private final String statusUrl;
    private final KafkaProducer<byte[], byte[]> producer;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    Asking(String kafka, Topics topics, int partitions, String ingestUrl, String statusUrl) {
        this.tasks = topics.tasks().name();
        this.partitions = partitions;
        this.ingestUrl = ingestUrl;
        this.statusUrl = statusUrl;
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka, "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** How often what was asked for, by any way in. */
    Map<String, LongAdder> counts() {
        return counts;
    }

    /** Asks through Kafka; the record is on its way when this returns. */
    Future<RecordMetadata> append(TaskRecord record) {
        count(record);
        return producer.send(
                new ProducerRecord<>(tasks, TaskCodec.key(record), TaskCodec.encode(record)));
    }

    /** Asks every partition, and waits until all have it. */
    void broadcast(TaskRecord record) throws Exception {
        count(record);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            sent.add(
                    producer.send(
                            new ProducerRecord<>(
                                    tasks, p, TaskCodec.key(record), TaskCodec.encode(record))));
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    /** Submits over HTTP; it is accepted when this returns. */
    void submit(TaskRecord.Submission submission) {
        count(submission);
        String json = new String(TaskCodec.encode(submission), StandardCharsets.UTF_8);
        String withGroup = "{\"groupId\":\"" + submission.groupId() + "\"," + json.substring(1);
        HttpResponse<String> answer = post(ingestUrl + "/api/tasks", withGroup);
        if (answer.statusCode() != 202) {
            throw new AssertionError("not accepted: " + withGroup + ": " + answer.body());
        }
    }

    /**
     * Asks over HTTP, which refuses what the state of now does not allow, and then the command is
     * not asked for.
     */
    void control(TaskRecord.Command command) {
        String group = "/api/groups/" + encoded(command.groupId());
        HttpResponse<String> answer =
                switch (command) {
                    case TaskRecord.Cancel c -> post(task(c.groupId(), c.taskId(), "cancel"), "");
                    case TaskRecord.Retry r ->
                            post(task(r.groupId(), r.task().taskId(), "retry"), "");
                    case TaskRecord.Pause _ -> post(statusUrl + group + "/pause", "");
                    case TaskRecord.Resume _ -> post(statusUrl + group + "/resume", "");
                    case TaskRecord.Unpark u ->
                            post(statusUrl + group + "/unpark", action(u.action()));
                    case TaskRecord.Purge _ ->
                            send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            statusUrl
                                                                    + group
                                                                    + "/tasks?status=QUEUED"))
                                            .DELETE());
                    case TaskRecord.Hasten h -> post(task(h.groupId(), h.taskId(), "retry"), "");
                    case TaskRecord.Clear _ -> throw new IllegalArgumentException("to no group");
                };
        switch (answer.statusCode()) {
            case 202 -> count(command);
            case 404, 409 -> count("refused over HTTP");
            default -> throw new AssertionError(command + ": " + answer.body());
        }
    }

    private static String action(UnparkAction action) {
        return "{\"action\":\"" + action + "\"}";
    }

    private String task(String groupId, String taskId, String what) {
        return "%s/api/tasks/%s/%s?group=%s"
                .formatted(statusUrl, encoded(taskId), what, encoded(groupId));
    }

    /** Whether the status API answers. */
    boolean isStatusReady() {
        return send(HttpRequest.newBuilder(URI.create(statusUrl + "/health/readiness")))
                        .statusCode()
                == 200;
    }

    /** Gets from the status API. */
    String get(String path) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(statusUrl + path)));
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> post(String url, String json) {
        return send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void count(TaskRecord record) {
        boolean isInPlace = record instanceof TaskRecord.Retry retry && retry.isInPlace();
        count(record.getClass().getSimpleName() + (isInPlace ? " in place" : ""));
    }

    private void count(String what) {
        counts.computeIfAbsent(what, w -> new LongAdder()).increment();
    }

    @Override
    public void close() {
        producer.close();
    }
}

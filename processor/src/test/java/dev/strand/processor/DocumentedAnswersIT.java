package dev.strand.processor;

import static dev.strand.processor.ProcessorFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.openapi.DocumentedAnswers;
import dev.strand.testing.openapi.OpenApiDocument;
import dev.strand.testing.openapi.RouteTable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Provokes every answer that the document has, once, from running processors, and compares its body
 * with the schema: a field that is not documented is an error too.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DocumentedAnswersIT {
    private static final String SUBMITTER = "strand_submitter";
    private static final String VIEWER = "strand_viewer";
    private static final int MOST_TRIES = 100;

    /**
     * Documented once under a shorter address, or for people, or spoken among processors of one
     * version alone.
     */
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "GET /docs",
                    "GET /health/{selector}",
                    "GET /internal/delegation/v1/inside",
                    "POST /internal/delegation/v1/reports");

    @TempDir private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final OpenApiDocument document = OpenApiDocument.ofService("processor");
    private final DocumentedAnswers answers = new DocumentedAnswers(document);

    @Test
    void shouldAnswerAsDocumentedAndDocumentNothingThatItNeverAnswers() throws Exception {
        CountDownLatch mayReturn = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                ProcessorApplication open =
                        ProcessorApplication.start(
                                ProcessorFixture.on(
                                        broker.bootstrapServers(), directory.resolve("state")),
                                discovery ->
                                        discovery.register(
                                                "held",
                                                JsonNode.class,
                                                (_, _) -> {
                                                    inside.countDown();
                                                    mayReturn.await();
                                                    return "done";
                                                }));
                ProcessorApplication waiting =
                        ProcessorApplication.start(guarded(directory.resolve("waiting")))) {
            await().until(() -> get(open, "/health/readiness", null).statusCode() == 200);
            for (String operation : document.operations()) {
                askInVain(waiting, operation.split(" ", 2)[1], document.answers(operation));
            }
            for (String path :
                    List.of("/api/me", "/health", "/prometheus", "/openapi", "/internal/state")) {
                answers.check(get(open, path, null));
            }
            askWhy(open, broker, inside);

            assertThat(answers.wrong()).isEmpty();
            assertThat(answers.missing()).isEmpty();
            assertThat(document.wrongExamples()).isEmpty();
            assertThat(documented(document)).containsExactlyElementsOf(routes());
        } finally {
            mayReturn.countDown();
        }
    }

    private static Set<String> documented(OpenApiDocument document) {
        return document.operations().stream()
                .map(each ->
                        each + " " + document.operation(each).path("x-strand-role").asString(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> routes() throws Exception {
        return RouteTable.lines().stream()
                .filter(line -> !ELSEWHERE.contains(line.substring(0, line.lastIndexOf(' '))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Waits for a broker for ever, lets nobody in without a key, and nobody ask much. */
    private static Map<String, Object> guarded(Path stateDirectory) throws Exception {
        Map<String, Object> settings =
                new HashMap<>(ProcessorFixture.on("localhost:1", stateDirectory));
        settings.put("strand.access.requests-per-second", 1);
        settings.put(
                "strand.access.keys",
                entry("submitter", SUBMITTER) + "," + entry("viewer", VIEWER));
        return settings;
    }

    private static String entry(String role, String key) throws Exception {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        return "the-%s:%s:%s".formatted(role, role, HexFormat.of().formatHex(hash));
    }

    private void askInVain(ProcessorApplication waiting, String template, Set<String> documented) {
        String path = template.replace("{groupId}", "g");
        String asked = path.endsWith("/why") ? path + "?partition=0" : path;
        if (documented.contains("401 application/problem+json")) {
            answers.check(get(waiting, asked, null));
        }
        if (documented.contains("403 application/problem+json")) {
            answers.check(get(waiting, asked, SUBMITTER));
        }
        if (documented.stream().anyMatch(answer -> answer.startsWith("503 "))) {
            answers.check(until(waiting, asked, 503));
        }
        if (documented.contains("429 application/problem+json")) {
            answers.check(until(waiting, asked, 429));
        }
    }

    private HttpResponse<String> until(ProcessorApplication waiting, String path, int status) {
        HttpResponse<String> answer = get(waiting, path, VIEWER);
        for (int tries = 0; answer.statusCode() != status && tries < MOST_TRIES; tries++) {
            if (status == 503) {
                // Who was refused for asking too much gets its turn again.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            answer = get(waiting, path, VIEWER);
        }
        return answer;
    }

    private void askWhy(ProcessorApplication open, EmbeddedBroker broker, CountDownLatch inside)
            throws Exception {
        RecordMetadata at;
        try (KafkaProducer<byte[], byte[]> producer =
                ProcessorFixture.producer(broker.bootstrapServers())) {
            byte[] group = "g".getBytes(StandardCharsets.UTF_8);
            byte[] task = "{\"type\":\"held\",\"payload\":{}}".getBytes(StandardCharsets.UTF_8);
            at = ProcessorFixture.append(producer, null, group, task);
            ProcessorFixture.append(producer, null, group, task);
        }
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        String why = "/internal/groups/g/why";
        answers.check(get(open, why + "?partition=" + at.partition(), null));
        answers.check(get(open, why + "?partition=4711", null));
        answers.check(get(open, why, null));
        answers.check(get(open, "/internal/state", null));
    }

    private HttpResponse<String> get(
            ProcessorApplication application, String path, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(application.url() + path));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

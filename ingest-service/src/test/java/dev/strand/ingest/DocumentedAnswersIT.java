package dev.strand.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.testing.openapi.DocumentedAnswers;
import dev.strand.testing.openapi.OpenApiDocument;
import dev.strand.testing.openapi.RouteTable;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Provokes every answer that the document has, once, from running services, and compares its body
 * with the schema: a field that is not documented is an error too.
 */
@Timeout(240)
class DocumentedAnswersIT {
    private static final String SUBMITTER = "strand_submitter";
    private static final String VIEWER = "strand_viewer";
    private static final String NO_BROKER = "localhost:1";
    private static final int MOST_TRIES = 100;

    /** Documented answers that are not provoked here, and why. */
    private static final Map<String, String> NOT_PROVOKED =
            Map.of(
                    "POST /api/tasks 408 application/problem+json",
                    "needs a client that stalls in the middle of its body, see ProblemIT");

    /** Documented once under a shorter address, or for people. */
    private static final Set<String> ELSEWHERE = Set.of("GET /docs", "GET /health/{selector}");

    @TempDir private Path directory;

    private final OpenApiDocument document = OpenApiDocument.ofService("ingest");
    private final DocumentedAnswers answers = new DocumentedAnswers(document);

    @Test
    void shouldAnswerAsDocumentedAndDocumentNothingThatItNeverAnswers() throws Exception {
        try (IngestFixture open =
                        IngestFixture.start(
                                directory, Map.of("strand.ingest.max-payload-bytes", 1_000));
                IngestClient guarded = client(guards());
                IngestClient down = client(Map.of("strand.ingest.ack-timeout", "PT1S"))) {
            IngestClient client = open.client();
            for (String operation : document.operations()) {
                askInVain(guarded, operation, document.answers(operation));
            }
            for (String path : List.of("/api/me", "/health", "/prometheus", "/openapi")) {
                answers.check(client.get(path));
            }
            submit(client);
            submitBatch(client);
            answers.check(down.post("{\"type\":\"a\"}"));
            answers.check(down.get("/health"));

            assertThat(answers.wrong()).isEmpty();
            assertThat(answers.missing())
                    .containsExactlyInAnyOrderElementsOf(NOT_PROVOKED.keySet());
            assertThat(document.wrongExamples()).isEmpty();
            assertThat(documented(document)).containsExactlyElementsOf(routes());
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

    private static IngestClient client(Map<String, Object> settings) {
        return new IngestClient(IngestApplication.start(IngestFixture.on(NO_BROKER, settings)));
    }

    private static Map<String, Object> guards() throws Exception {
        return Map.of(
                "strand.access.requests-per-second",
                1,
                "strand.access.keys",
                entry("submitter", SUBMITTER) + "," + entry("viewer", VIEWER));
    }

    private static String entry(String role, String key) throws Exception {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        return "the-%s:%s:%s".formatted(role, role, HexFormat.of().formatHex(hash));
    }

    private void askInVain(IngestClient guarded, String operation, Set<String> documented)
            throws Exception {
        String[] parts = operation.split(" ", 2);
        if (documented.contains("401 application/problem+json")) {
            answers.check(ask(guarded, parts[0], parts[1], null));
        }
        if (documented.contains("403 application/problem+json")) {
            answers.check(ask(guarded, parts[0], parts[1], VIEWER));
        }
        if (documented.contains("429 application/problem+json")) {
            int tries = 0;
            HttpResponse<String> answer = ask(guarded, parts[0], parts[1], SUBMITTER);
            while (answer.statusCode() != 429 && tries++ < MOST_TRIES) {
                answer = ask(guarded, parts[0], parts[1], SUBMITTER);
            }
            answers.check(answer);
        }
    }

    /** Nothing that would be accepted: where it gets through, the type is refused at once. */
    private static HttpResponse<String> ask(
            IngestClient client, String method, String path, @Nullable String key)
            throws Exception {
        HttpRequest.Builder request =
                client.to(path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return client.send(request);
    }

    private void submit(IngestClient client) throws Exception {
        String large = "{\"type\":\"a\",\"payload\":\"" + "x".repeat(100_000) + "\"}";
        answers.check(client.post("{\"type\":\"a\",\"groupId\":\"g\"}"));
        answers.check(client.post("{\"type\":\"a\",\"notBefore\":\"2100-01-01T00:00:00Z\"}"));
        answers.check(client.post("{\"type\":"));
        answers.check(client.post(large));
        answers.check(client.post("{\"type\":\"not a type\",\"priority\":11}"));
        answers.check(
                client.send(
                        client.to("/api/tasks")
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("a"))));
    }

    private void submitBatch(IngestClient client) throws Exception {
        String good = "{\"type\":\"a\",\"groupId\":\"g\"}";
        String bad = "{\"type\":\"not a type\"}";
        answers.check(client.postBatch("application/json", "[" + good + "," + bad + "]"));
        answers.check(client.postBatch("application/x-ndjson", good + "\n" + bad + "\n"));
        answers.check(client.postBatch("application/json", "no JSON"));
        answers.check(client.postBatch("text/plain", good));
    }
}

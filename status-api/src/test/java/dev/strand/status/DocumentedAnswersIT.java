package dev.strand.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.openapi.DocumentedAnswers;
import dev.strand.testing.openapi.OpenApiDocument;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Provokes every answer that the document has, once, from running services, and compares its body
 * with the schema: a field that is not documented is an error too.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class DocumentedAnswersIT {
    private static final int MOST_TRIES = 100;

    private static final Set<String> BULK =
            Set.of(
                    "POST /api/dead-letters/redrive",
                    "POST /api/tasks/retry",
                    "POST /api/tasks/cancel");

    /** Documented answers that are not provoked here, and why. */
    private static final Map<String, String> NOT_PROVOKED = Map.of();

    @TempDir private static Path directory;

    private static EmbeddedBroker broker;
    private static OpenApiDocument document;
    private static DocumentedAnswers answers;

    /** Lets everybody in, and has tables. */
    private static StatusUnderTest open;

    /** Lets nobody in without a key, and nobody ask much. */
    private static StatusUnderTest guarded;

    /** Has topics that don't exist. */
    private static StatusUnderTest blind;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
        open = new StatusUnderTest(broker, directory.resolve("open"));
        guarded =
                new StatusUnderTest(
                        broker,
                        directory.resolve("guarded"),
                        Map.of(
                                "strand.status.application-id",
                                "guarded",
                                "strand.access.requests-per-second",
                                1,
                                "strand.access.keys",
                                TestKeys.setting()));
        blind =
                new StatusUnderTest(
                        broker,
                        directory.resolve("blind"),
                        Map.of(
                                "strand.status.application-id",
                                "blind",
                                "strand.topic-prefix",
                                "nowhere.",
                                "strand.status.max-streams",
                                0));
        open.awaitReady();
        document = OpenApiDocument.ofService("status-api");
        answers = new DocumentedAnswers(document);
    }

    @AfterAll
    static void stop() {
        blind.close();
        guarded.close();
        open.close();
        broker.close();
    }

    @Test
    void shouldAnswerAsDocumentedAndDocumentNothingThatItNeverAnswers() {
        for (String operation : document.operations()) {
            askInVain(operation);
        }
        askTheBlindOne();
        new GoodAnswers(open, answers).provoke();

        assertThat(answers.wrong()).isEmpty();
        assertThat(answers.missing()).containsExactlyInAnyOrderElementsOf(NOT_PROVOKED.keySet());
    }

    /** What any operation may be refused with. */
    private static void askInVain(String operation) {
        String method = method(operation);
        String path = path(operation);
        Set<String> documented = document.answers(operation);
        if (has(documented, 400)) {
            answers.check(open.as(null, method, path + "?wrong=1", null));
        }
        if (has(documented, 401)) {
            answers.check(guarded.as(null, method, path, null));
        }
        if (has(documented, 403)) {
            answers.check(guarded.as(TestKeys.SUBMITTER, method, path, null));
        }
        if (has(documented, 429)) {
            answers.check(untilRefused(method, path));
        }
        if (has(documented, 404)) {
            answers.check(open.as(null, method, path + query(operation), body(operation)));
        }
    }

    /** Nothing here carries anything out: the tables of this instance are asked for nothing. */
    private static HttpResponse<String> untilRefused(String method, String path) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            HttpResponse<String> answer =
                    guarded.as(TestKeys.OPERATOR, method, path + "?wrong=1", null);
            if (answer.statusCode() == 429) {
                return answer;
            }
        }
        throw new AssertionError(path + " was never refused for asking too much");
    }

    /** All at once: what is recorded before it is tried waits for Kafka for five seconds. */
    private static void askTheBlindOne() {
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String operation : document.operations()) {
                if (has(document.answers(operation), 503)) {
                    asked.add(CompletableFuture.supplyAsync(() -> askBlindly(operation), each));
                }
            }
            asked.forEach(answer -> answers.check(answer.join()));
        }
    }

    private static HttpResponse<String> askBlindly(String operation) {
        return blind.as(
                null, method(operation), path(operation) + query(operation), body(operation));
    }

    private static String method(String operation) {
        return operation.substring(0, operation.indexOf(' '));
    }

    private static String path(String operation) {
        return operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{[^}]+}", "something");
    }

    private static String query(String operation) {
        return operation.equals("DELETE /api/groups/{groupId}/tasks") ? "?status=QUEUED" : "";
    }

    private static @Nullable String body(String operation) {
        if (operation.endsWith("/unpark")) {
            return "{\"action\":\"SKIP\"}";
        }
        if (BULK.contains(operation)) {
            return "{\"type\":\"none\"}";
        }
        return operation.endsWith("/clear") ? GoodAnswers.CLEAR : null;
    }

    private static boolean has(Set<String> documented, int status) {
        return documented.stream().anyMatch(answer -> answer.startsWith(status + " "));
    }
}

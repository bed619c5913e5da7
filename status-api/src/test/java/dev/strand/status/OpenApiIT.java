package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactStatus;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.openapi.RouteTable;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The document of the interface and the interface itself: the same routes with the same rules, and
 * answers as the document has them. A new route gets its entry in {@code
 * strand-openapi-status-api.json}.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OpenApiIT {
    private static final Set<String> NOT_FOR_PROGRAMS =
            Set.of("GET /", "GET /assets/{name}", "GET /favicon.svg", "GET /theme.js", "GET /docs");

    /** Documented once under a shorter address, or where submissions are at home. */
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "GET /health/{selector}",
                    "GET /ws/events",
                    "POST /api/tasks",
                    "POST /api/tasks/batch");

    @TempDir private static Path directory;

    private static EmbeddedBroker broker;
    private static StatusUnderTest status;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
        status = new StatusUnderTest(broker, directory.resolve("state"));
        status.awaitReady();
        document = StatusUnderTest.parse(status.get("/openapi").body());
    }

    @AfterAll
    static void stop() {
        status.close();
        broker.close();
    }

    @Test
    void shouldDocumentEveryRouteWithItsRule() throws Exception {
        Set<String> documented = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(operation ->
                                        documented.add(
                                                operation.getKey().toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey()
                                                        + " "
                                                        + operation
                                                                .getValue()
                                                                .get("x-strand-role")
                                                                .asText())));
        Set<String> routes =
                RouteTable.lines().stream()
                        .filter(line -> !isElsewhere(line.substring(0, line.lastIndexOf(' '))))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).containsExactlyElementsOf(routes);
    }

    private static boolean isElsewhere(String route) {
        return NOT_FOR_PROGRAMS.contains(route)
                || ELSEWHERE.contains(route)
                || route.contains(" /internal/");
    }

    @Test
    void shouldAnswerAsDocumented() {
        RecordMetadata at = status.submit("g", "ended", "email");
        status.happened(at, "g", "ended", 1, FactStatus.COMPLETED);
        status.get(at(at, "ended") + "&wait=PT30S");
        RecordMetadata open = status.submit("g", "open", "email");
        status.get(at(open, "open"));
        List<String> wrong = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(operation -> {
                                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                                    for (String task : List.of("ended", "open", "unknown")) {
                                        String address =
                                                path.getKey()
                                                        .replace("{taskId}", task)
                                                        .replace("{jobId}", task)
                                                        .replace("{type}", "email")
                                                        .replace(
                                                                "{groupId}",
                                                                task.equals("unknown")
                                                                        ? task
                                                                        : "g");
                                        provoke(method, address, operation.getValue(), wrong);
                                    }
                                }));
        assertThat(wrong).isEmpty();
    }

    private static void provoke(
            String method, String address, JsonNode operation, List<String> wrong) {
        if (address.equals("/api/events")) {
            assertThat(status.statusAs(null, method, address)).isEqualTo(200);
            return;
        }
        check(method + " " + address, status.as(null, method, address, null), operation, wrong);
        check(
                method + " " + address + "?wrong",
                status.as(null, method, address + "?wrong=1", null),
                operation,
                wrong);
    }

    private static void check(
            String what, HttpResponse<String> answer, JsonNode operation, List<String> wrong) {
        JsonNode response = operation.path("responses").path(Integer.toString(answer.statusCode()));
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        JsonNode schema = response.path("content").path(type).path("schema");
        if (schema.isMissingNode()) {
            wrong.add(what + " is answered with " + answer.statusCode() + " " + type);
        }
    }

    @Test
    void shouldShowItToPeopleFromItsOwnFiles() {
        for (String file : List.of("index.html", "swagger-ui-bundle.js", "strand-docs.js")) {
            HttpResponse<String> answer = status.get("/docs/" + file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("script-src 'self';");
        }
        assertThat(status.get("/docs/index.html").body()).doesNotContain("http");
    }
}

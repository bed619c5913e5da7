package dev.strand.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.openapi.OpenApiDocument;
import dev.strand.testing.openapi.RouteTable;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The document of the interface: the same routes with the same rules and parameters as the service
 * has. A new route gets its entry in {@code strand-openapi-status-api.json}; its answers are
 * compared by {@link DocumentedAnswersIT}.
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
    private static OpenApiDocument document;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
        status = new StatusUnderTest(broker, directory.resolve("state"));
        status.awaitReady();
        document = OpenApiDocument.ofService("status-api");
    }

    @AfterAll
    static void stop() {
        status.close();
        broker.close();
    }

    @Test
    void shouldDocumentEveryRouteWithItsRule() {
        Set<String> documented = new TreeSet<>();
        for (String operation : document.operations()) {
            documented.add(
                    operation
                            + " "
                            + document.operation(operation).path("x-strand-role").asString(""));
        }
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

    /** A parameter that is not known is refused with the names of those that are. */
    @Test
    void shouldDocumentEveryParameter() {
        for (String operation : document.operations()) {
            if (!document.answers(operation).contains("400 application/problem+json")) {
                continue;
            }
            String[] parts = operation.split(" ", 2);
            String path = parts[1].replaceAll("\\{[^}]+}", "something");
            JsonNode problem =
                    StatusUnderTest.json(status.as(null, parts[0], path + "?wrong=1", null));
            Set<String> known = new TreeSet<>(known(problem));
            Set<String> documented = new TreeSet<>(document.queryParameters(operation));

            assertThat(documented).as(operation).containsExactlyElementsOf(known);
        }
    }

    private static List<String> known(JsonNode problem) {
        for (JsonNode error : problem.path("errors")) {
            String message = error.path("message").asText();
            int at = message.indexOf("known are: ");
            if (error.path("pointer").asText().equals("wrong") && at >= 0) {
                return List.of(message.substring(at + "known are: ".length()).split(", "));
            }
        }
        assertThat(problem.toString()).contains("this resource has no parameters");
        return List.of();
    }

    @Test
    void shouldHaveExamplesThatFollowTheirSchemas() {
        assertThat(document.wrongExamples()).isEmpty();
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

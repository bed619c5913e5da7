package dev.strand.ingest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.ingest.IngestClient;
import dev.strand.ingest.IngestFixture;
import dev.strand.ingest.RawConnection;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemIT {
    private static IngestFixture ingest;
    private static IngestClient client;

    @BeforeAll
    static void start(@TempDir Path directory) {
        ingest =
                IngestFixture.start(
                        directory,
                        Map.of(
                                "strand.ingest.max-concurrent-requests", 1,
                                "strand.ingest.max-concurrent-batches", 1,
                                "strand.ingest.body-timeout", "PT2S"));
        client = ingest.client();
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"type\":}", "{\"type\":\"a\"} {}", "nonsense"})
    void shouldCallWhatIsNoJsonMalformed(String body) throws Exception {
        JsonNode problem = problem(client.post(body), 400, "malformed");

        assertThat(problem.path("instance").asText()).isEqualTo("/api/tasks");
        assertThat(problem.path("detail").asText()).isNotEmpty();
    }

    @Test
    void shouldListAllViolationsAtOnce() throws Exception {
        JsonNode problem =
                problem(
                        client.post(
                                "{\"type\":\"no"
                                    + " spaces\",\"priority\":11,\"colour\":\"red\",\"timeout\":\"soon\"}"),
                        422,
                        "invalid");

        assertThat(problem.path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/type", "/priority", "/colour", "/timeout");
        assertThat(problem.path("errors").get(0).path("message").asText()).contains("must be");
        assertThat(problem.path("errors").get(0).path("value").asText()).contains("no spaces");
    }

    @Test
    void shouldRefuseAnIdempotencyKeyThatContradictsTheBodyOrIsNoTaskId() throws Exception {
        JsonNode contradiction =
                problem(
                        client.post(
                                "{\"type\":\"a\",\"taskId\":\"one\"}", "Idempotency-Key", "two"),
                        422,
                        "invalid");
        JsonNode bad =
                problem(client.post("{\"type\":\"a\"}", "Idempotency-Key", "a b"), 422, "invalid");

        assertThat(contradiction.path("errors").get(0).path("pointer").asText())
                .isEqualTo("/taskId");
        assertThat(bad.path("errors").get(0).path("message").asText()).contains("Idempotency-Key");
    }

    @Test
    void shouldSayThatThereIsNothing() throws Exception {
        JsonNode problem = problem(client.send(client.to("/api/nothing")), 404, "not-found");

        assertThat(problem.path("instance").asText()).isEqualTo("/api/nothing");
    }

    @Test
    void shouldNameTheMethodsThatThereAre() throws Exception {
        HttpResponse<String> response = client.send(client.to("/api/tasks"));

        problem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("POST"));
    }

    @Test
    void shouldRefuseOtherMediaTypesAndNone() throws Exception {
        problem(
                client.send(
                        client.to("/api/tasks")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("type=a"))),
                415,
                "unsupported-media-type");
        problem(
                client.send(
                        client.to("/api/tasks").POST(BodyPublishers.ofString("{\"type\":\"a\"}"))),
                415,
                "unsupported-media-type");
        problem(client.postBatch("text/plain", "{\"type\":\"a\"}"), 415, "unsupported-media-type");
    }

    @Test
    void shouldRefuseWhatIsTooLarge() throws Exception {
        String tooLarge = "{\"type\":\"a\",\"payload\":\"" + "x".repeat(1 << 20) + "\"}";
        String farTooLarge = "{\"type\":\"a\",\"payload\":\"" + "x".repeat(5 << 20) + "\"}";

        assertThat(problem(client.post(tooLarge), 413, "too-large").path("detail").asText())
                .contains("payload");
        problem(client.post(farTooLarge), 413, "too-large");
        problem(
                client.send(
                        client.to("/api/tasks")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofInputStream(() ->
                                                new ByteArrayInputStream(
                                                        farTooLarge.getBytes(
                                                                StandardCharsets.UTF_8))))),
                413,
                "too-large");
        assertThat(client.post("{\"type\":\"a\"}").statusCode()).isEqualTo(202);
    }

    @Test
    void shouldRefuseAHugeBodyWithoutReadingIt() throws Exception {
        try (RawConnection connection = RawConnection.to(client.application())) {
            connection.writePost(
                    "/api/tasks", "Content-Type: application/json", "Content-Length: 10000000000");
            connection.write("{\"type\":");

            List<String> response = connection.readToEnd();

            assertThat(response.getFirst()).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
            assertThat(response).anyMatch(line -> line.equalsIgnoreCase("connection: close"));
            assertThat(response.getLast()).contains("urn:strand:problem:too-large");
        }
    }

    @Test
    void shouldNotWaitForASlowBodyForEver() throws Exception {
        try (RawConnection connection = RawConnection.to(client.application())) {
            connection.writePost(
                    "/api/tasks", "Content-Type: application/json", "Content-Length: 100");
            connection.write("{\"type\":");

            List<String> response = connection.readToEnd();

            assertThat(response.getFirst()).startsWith("HTTP/1.1 408");
            assertThat(response.getLast()).contains("urn:strand:problem:request-timeout");
        }
    }

    @Test
    void shouldSayWhenToComeBackWhereAllPlacesAreTaken() throws Exception {
        try (RawConnection slow = RawConnection.to(client.application())) {
            slow.writePost(
                    "/api/tasks/batch",
                    "Content-Type: application/x-ndjson",
                    "Transfer-Encoding: chunked");
            slow.writeChunk("{\"type\":\"a\"}\n");
            assertThat(slow.readLine()).isEqualTo("HTTP/1.1 200 OK");

            HttpResponse<String> response =
                    client.postBatch("application/x-ndjson", "{\"type\":\"a\"}\n");

            problem(response, 429, "too-many-requests");
            assertThat(response.headers().firstValue("retry-after")).contains("1");
        }
    }

    @Test
    void shouldRefuseAnIdempotencyKeyForABatch() throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.to("/api/tasks/batch")
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "k")
                                .POST(BodyPublishers.ofString("[]")));

        problem(response, 400, "malformed");
    }

    @Test
    void shouldTellBrowsersToMakeNothingOfAnyAnswer() throws Exception {
        for (HttpResponse<String> response :
                List.of(
                        client.post("{\"type\":\"a\"}"),
                        client.post("{"),
                        client.send(client.to("/api/nothing")))) {
            assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(response.headers().firstValue("content-security-policy"))
                    .contains("default-src 'none'; frame-ancestors 'none'");
            assertThat(response.headers().firstValue("cache-control")).contains("no-store");
        }
    }

    @Test
    void shouldAllowNoOtherOrigin() throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.to("/api/tasks")
                                .header("Origin", "https://elsewhere.example")
                                .header("Access-Control-Request-Method", "POST")
                                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    private static JsonNode problem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type"))
                .contains("application/problem+json");
        JsonNode problem = IngestClient.json(response.body());
        assertThat(problem.path("type").asText()).isEqualTo("urn:strand:problem:" + type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotEmpty();
        return problem;
    }
}

package dev.strand.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.strand.testing.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page's files, and submissions from the page. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PageIT {
    @TempDir private static Path directory;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static EmbeddedBroker broker;
    private static HttpServer ingest;
    private static StatusApplication status;

    @BeforeAll
    static void start() throws IOException {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
        ingest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ingest.createContext(
                "/api/tasks",
                exchange -> {
                    byte[] echo = exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.getResponseHeaders().set("Location", exchange.getRequestURI() + "/7");
                    exchange.sendResponseHeaders(202, echo.length);
                    exchange.getResponseBody().write(echo);
                    exchange.close();
                });
        ingest.start();
        status =
                StatusApplication.start(
                        Map.of(
                                "strand.status.port",
                                0,
                                "strand.status.state-dir",
                                directory.resolve("state").toString(),
                                "strand.kafka.bootstrap-servers",
                                broker.bootstrapServers(),
                                "strand.status.ingest-url",
                                "http://127.0.0.1:" + ingest.getAddress().getPort()));
    }

    @AfterAll
    static void stop() {
        status.close();
        ingest.stop(0);
        broker.close();
    }

    @Test
    void shouldServeTheIndexFreshAndHashedFilesForEver() throws Exception {
        HttpResponse<String> index = get("/", "text/html");
        HttpResponse<String> script = get("/assets/index-Ab12.js", "*/*");

        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(index.body()).contains("page of the test");
        assertThat(index.headers().allValues("Cache-Control")).containsExactly("no-cache");
        assertThat(index.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'; script-src 'self'; style-src 'self';")
                .doesNotContain("unsafe");
        assertThat(script.headers().allValues("Cache-Control"))
                .containsExactly("public, max-age=31536000, immutable");
        assertThat(script.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/javascript");
    }

    @Test
    void shouldAnswerNavigationsToViewsWithTheIndex() throws Exception {
        for (String view : List.of("/tasks", "/tasks/t-1?group=g", "/groups/a%20b", "/settings")) {
            HttpResponse<String> answer = get(view, "text/html,application/xhtml+xml,*/*;q=0.8");

            assertThat(answer.statusCode()).as(view).isEqualTo(200);
            assertThat(answer.body()).as(view).contains("page of the test");
        }
    }

    @Test
    void shouldKeepTellingProgramsThatAPathIsUnknown() throws Exception {
        for (String path : List.of("/api/nothing", "/apix", "/assets/none.js", "/tasks")) {
            assertNotFound(path, get(path, "application/json"));
        }
        assertNotFound("/api/nothing", get("/api/nothing", "text/html"));
        assertNotFound("/assets/none.js", get("/assets/none.js", "text/html"));
        assertNotFound("/assets/..%2Findex.html", get("/assets/..%2Findex.html", "text/html"));
    }

    private static void assertNotFound(String path, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .as(path)
                .contains("application/problem+json");
    }

    @Test
    void shouldHandSubmissionsOnAndTheAnswerBack() throws Exception {
        String large = "{\"payload\":\"" + "x".repeat(1 << 20) + "\"}";
        for (String path : List.of("/api/tasks", "/api/tasks/batch")) {
            HttpResponse<String> answer = post(path, large);

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo(large);
            assertThat(answer.headers().firstValue("Location")).contains(path + "/7");
        }
    }

    private static HttpResponse<String> get(String path, String accept) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(status.url() + path))
                        .header("Accept", accept)
                        .build();
        return CLIENT.send(request, BodyHandlers.ofString(UTF_8));
    }

    private static HttpResponse<String> post(String path, String json) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(status.url() + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build();
        return CLIENT.send(request, BodyHandlers.ofString(UTF_8));
    }
}

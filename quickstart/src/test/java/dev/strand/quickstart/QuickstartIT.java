package dev.strand.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.strand.testing.broker.FreePorts;
import dev.strand.testing.guarantee.CompletenessChecker;
import dev.strand.testing.history.History;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.process.JavaCommand;
import dev.strand.testing.process.JavaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class QuickstartIT {
    /** Metrics that a Strand without settings does not have. */
    private static final Set<String> ONLY_WHERE_CONFIGURED = Set.of("strand_breaker_state");

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
    private static final String UP = "Ctrl-C stops it cleanly";

    private final int kafkaPort = FreePorts.any();
    private final int ingestPort = FreePorts.any();
    private final int statusPort = FreePorts.any();
    private final int processorPort = FreePorts.any();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir private Path directory;

    @Test
    void shouldRunTheTaskOfTheBannerAndStopCleanly() throws Exception {
        try (JavaProcess strand = start()) {
            HttpResponse<String> accepted = submit("hello-1", 200);

            assertThat(accepted.statusCode()).isEqualTo(202);
            assertThat(outcome("hello-1")).contains("\"COMPLETED\"").contains("\"echo\":\"hello\"");

            strand.terminate();
            strand.awaitExit(STOP_LIMIT);

            assertThat(strand.lines())
                    .containsSubsequence(
                            "  status API       stopped",
                            "  ingest service   stopped",
                            "  processor        stopped",
                            "  Kafka            stopped");
        }
    }

    @Test
    void shouldGoOnAfterKillMinusNine() throws Exception {
        int tasks = 30;
        try (JavaProcess strand = start()) {
            for (int i = 0; i < tasks; i++) {
                assertThat(submit("t-" + i, 300).statusCode()).isEqualTo(202);
            }
            strand.kill();
        }

        try (JavaProcess strand = start()) {
            assertThat(outcome("t-" + (tasks - 1))).contains("\"COMPLETED\"");

            History history = StrandLogs.read("localhost:" + kafkaPort);
            assertThat(history.runs()).hasSize(tasks);
            new CompletenessChecker(history).check();
            assertThat(strand.isAlive()).isTrue();
        }
    }

    @Test
    void shouldSayWhichPortIsTakenAndChangeNothing() throws Exception {
        try (ServerSocket taken =
                        new ServerSocket(statusPort, 1, InetAddress.getLoopbackAddress());
                JavaProcess strand = launch()) {
            assertThat(strand.awaitExit(START_LIMIT)).isEqualTo(1);
            assertThat(strand.lines())
                    .contains(
                            "Port %d is in use by another program: stop that one, or choose another port with --status-port PORT."
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void shouldNotTouchTheDataOfAnotherOne() throws Exception {
        try (JavaProcess strand = start();
                JavaProcess second =
                        JavaProcess.of(Main.class.getName())
                                .arguments(
                                        "--data",
                                        data(),
                                        "--kafka-port",
                                        Integer.toString(FreePorts.any()),
                                        "--ingest-port",
                                        Integer.toString(FreePorts.any()),
                                        "--status-port",
                                        Integer.toString(FreePorts.any()),
                                        "--processor-port",
                                        Integer.toString(FreePorts.any()))
                                .output(directory.resolve("second.log"))
                                .start()) {
            assertThat(second.awaitExit(START_LIMIT)).isEqualTo(1);
            assertThat(second.lines()).anyMatch(line -> line.contains("in use by another broker"));
            assertThat(submit("hello-1", 0).statusCode()).isEqualTo(202);
            assertThat(outcome("hello-1")).contains("\"COMPLETED\"");
            assertThat(strand.isAlive()).isTrue();
        }
    }

    @Test
    void shouldSubmitALoadOfItsOwnWhenAsked() throws Exception {
        try (JavaProcess strand = start("--demo", "--demo-rate", "50")) {
            String completed =
                    "http://localhost:" + statusPort + "/api/tasks?status=COMPLETED&limit=50";

            await().atMost(STOP_LIMIT)
                    .untilAsserted(() ->
                            assertThat(get(completed).body().split("\"groupId\":\"customer-"))
                                    .hasSizeGreaterThan(20));
            for (String type : List.of("data", "image")) {
                awaitAnswer("/api/tasks?status=COMPLETED&type=" + type, "\"groupId\":\"customer-");
                assertThat(get(api("/api/tasks?status=FAILED&type=" + type)).body())
                        .contains("\"tasks\":[]");
            }
            assertThat(strand.lines()).noneMatch(line -> line.contains("was refused"));
        }
    }

    @Test
    void shouldExportEveryMetricThatDashboardAlertsAndDocumentationName() throws Exception {
        Path root = Path.of("..").toAbsolutePath();
        try (JavaProcess strand = start()) {
            assertThat(submit("measured", 0).statusCode()).isEqualTo(202);
            assertThat(outcome("measured")).contains("COMPLETED");
            StringBuilder exported = new StringBuilder();
            for (int port : new int[] {ingestPort, statusPort, processorPort}) {
                exported.append(get("http://localhost:" + port + "/prometheus").body());
            }
            String documentation = Files.readString(root.resolve("docs/metrics.md"));
            for (String file :
                    List.of(
                            "docs/metrics.md",
                            "deploy/grafana/strand.json",
                            "deploy/prometheus/strand-alerts.yml")) {
                for (String name : metrics(Files.readString(root.resolve(file)))) {
                    if (!ONLY_WHERE_CONFIGURED.contains(name)) {
                        assertThat(exported.toString()).as("%s names it", file).contains(name);
                    }
                    assertThat(documentation)
                            .contains(name.replaceAll("_(count|bucket|sum|max)$", ""));
                }
            }
            assertThat(strand.isAlive()).isTrue();
        }
    }

    private static Set<String> metrics(String text) {
        return Pattern.compile("strand_[a-z_]*[a-z]")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldHoldAGroupThatAFailureParksUntilSomebodyDecides() throws Exception {
        try (JavaProcess strand = start()) {
            String failing = "\"onFailure\":\"PARK\",\"payload\":{\"failPermanently\":true}";
            assertThat(submit("p-1", "p", failing).statusCode()).isEqualTo(202);
            assertThat(submit("p-2", "p", "\"payload\":{}").statusCode()).isEqualTo(202);
            awaitAnswer("/api/groups/p", "\"PARKED\"", "\"taskId\":\"p-1\",\"run\":1");
            assertThat(control("POST", "/api/groups/p/unpark", "{\"action\":\"RETRY\"}"))
                    .isEqualTo(202);
            awaitAnswer("/api/groups/p", "\"PARKED\"", "\"taskId\":\"p-1\",\"run\":2");
            assertThat(get(api("/api/tasks/p-2")).body()).contains("\"QUEUED\"");
            assertThat(control("POST", "/api/tasks/p-1/retry", "{}")).isEqualTo(409);
            assertThat(control("POST", "/api/tasks/p-1/retry", "{\"inPlace\":true}"))
                    .isEqualTo(202);
            awaitAnswer("/api/groups/p", "\"PARKED\"", "\"taskId\":\"p-1\",\"run\":3");
            assertThat(control("POST", "/api/groups/p/unpark", "{\"action\":\"SKIP\"}"))
                    .isEqualTo(202);
            assertThat(outcome("p-2")).contains("\"COMPLETED\"");
            assertThat(control("POST", "/api/tasks/p-1/retry", "{\"inPlace\":true}"))
                    .isEqualTo(409);
            assertThat(strand.isAlive()).isTrue();
        }
    }

    @Test
    void shouldForgetHistoryWhenAskedAndByItself() throws Exception {
        try (JavaProcess strand =
                started(command().environment("STRAND_PROCESSOR_HISTORY_RETENTION", "PT30S"))) {
            assertThat(submit("c-1", 0).statusCode()).isEqualTo(202);
            assertThat(outcome("c-1")).contains("\"COMPLETED\"");
            String clear = "{\"statuses\":[\"COMPLETED\"],\"olderThan\":\"PT0S\",\"dryRun\":%s}";
            assertThat(control("POST", "/api/tasks/clear", clear.formatted("true"))).isEqualTo(200);
            assertThat(get(api("/api/tasks/c-1")).statusCode()).isEqualTo(200);

            assertThat(control("POST", "/api/tasks/clear", clear.formatted("false")))
                    .isEqualTo(202);
            awaitAnswer("/api/tasks/c-1", "history has been cleared");
            awaitAnswer("/api/audit", "\"action\":\"clear\"");
            assertThat(control("POST", "/api/tasks/c-1/retry", "{}")).isEqualTo(404);

            assertThat(submit("c-2", 0).statusCode()).isEqualTo(202);
            assertThat(outcome("c-2")).contains("\"COMPLETED\"");
            awaitAnswer("/api/tasks/c-2", "history has been cleared");
            assertThat(strand.isAlive()).isTrue();
        }
    }

    @Test
    void shouldHoldATypeAndPurgeWhatWaits() throws Exception {
        try (JavaProcess strand = start()) {
            assertThat(control("POST", "/api/types/demo/pause", "{\"by\":\"ada\"}")).isEqualTo(202);
            awaitAnswer("/api/stats", "\"type\":\"demo\",\"by\":\"ada\"");
            assertThat(submit("q-1", "q", "\"payload\":{}").statusCode()).isEqualTo(202);
            awaitAnswer("/api/tasks/q-1/why", "\"source\":\"owner\"", "\"PAUSED_TYPE\"");
            awaitAnswer(
                    "/api/processors",
                    "\"address\":\"127.0.0.1:" + processorPort + "\",\"reachable\":true",
                    "\"version\":",
                    "\"permits\":{\"limit\":1000");
            awaitAnswer("/api/types", "\"type\":\"demo\",\"hasHandler\":true", "[\"quickstart\"]");
            assertThat(control("DELETE", "/api/groups/q/tasks?status=QUEUED", "{}")).isEqualTo(202);
            assertThat(outcome("q-1")).contains("\"CANCELLED\"");
            assertThat(submit("q-2", "q", "\"payload\":{}").statusCode()).isEqualTo(202);
            assertThat(control("POST", "/api/types/demo/resume", "{}")).isEqualTo(202);
            assertThat(outcome("q-2")).contains("\"COMPLETED\"");
            assertThat(strand.isAlive()).isTrue();
        }
    }

    private void awaitAnswer(String path, String... parts) {
        await().atMost(STOP_LIMIT)
                .untilAsserted(() -> assertThat(get(api(path)).body()).contains(parts));
    }

    private String api(String path) {
        return "http://localhost:" + statusPort + path;
    }

    private int control(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(api(path)))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private JavaProcess start(String... more) {
        return started(command(more));
    }

    private static JavaProcess started(JavaCommand command) {
        JavaProcess process = command.start();
        process.awaitLine(UP, START_LIMIT);
        return process;
    }

    private JavaProcess launch(String... more) {
        return command(more).start();
    }

    private JavaCommand command(String... more) {
        return JavaProcess.of(Main.class.getName())
                .arguments(
                        "--data", data(),
                        "--kafka-port", Integer.toString(kafkaPort),
                        "--ingest-port", Integer.toString(ingestPort),
                        "--status-port", Integer.toString(statusPort),
                        "--processor-port", Integer.toString(processorPort),
                        "--partitions", "4")
                .arguments(more)
                .maxHeap("768m")
                .output(directory.resolve("output.log"));
    }

    private HttpResponse<String> submit(String taskId, int sleepMs)
            throws IOException, InterruptedException {
        String payload = "\"payload\":{\"sleepMs\":%d,\"echo\":\"hello\"}".formatted(sleepMs);
        return submit(taskId, "customer-17", payload);
    }

    private HttpResponse<String> submit(String taskId, String groupId, String more)
            throws IOException, InterruptedException {
        String body =
                "{\"type\":\"demo\",\"taskId\":\"%s\",\"groupId\":\"%s\",%s}"
                        .formatted(taskId, groupId, more);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + ingestPort + "/api/tasks"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private String outcome(String taskId) throws IOException, InterruptedException {
        return get("http://localhost:%d/api/tasks/%s?wait=PT60S&until=terminal"
                        .formatted(statusPort, taskId))
                .body();
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}

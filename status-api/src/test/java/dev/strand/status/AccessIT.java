package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static dev.strand.status.StatusUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.strand.core.log.FactStatus;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.history.TopicReader;
import dev.strand.testing.openapi.RouteTable;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, and that it is recorded. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AccessIT {
    private static final Map<String, String> KEYS =
            Map.of(
                    "submitter", TestKeys.SUBMITTER,
                    "viewer", TestKeys.VIEWER,
                    "operator", TestKeys.OPERATOR);

    @TempDir private static Path directory;

    private static EmbeddedBroker broker;
    private static StatusUnderTest status;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
        status =
                new StatusUnderTest(
                        broker,
                        directory.resolve("state"),
                        Map.of(
                                "strand.access.keys",
                                TestKeys.setting(),
                                "strand.status.ingest-url",
                                "http://127.0.0.1:1"));
        status.awaitReady();
    }

    @AfterAll
    static void stop() {
        status.close();
        broker.close();
    }

    private static String key(String role) {
        return KEYS.getOrDefault(role, "");
    }

    @Test
    void shouldHoldTheTableOfRoutesForEveryRole() throws IOException {
        for (String line : RouteTable.lines()) {
            String[] parts = line.split(" ", -1);
            String path = parts[1].replaceAll("\\{[^}]*}", "nothing").replace("{", "");
            assertThat(isAllowed(status.statusAs(null, parts[0], path)))
                    .as("nobody: %s", line)
                    .isEqualTo(parts[2].equals("open"));
            for (String role : KEYS.keySet()) {
                boolean includes =
                        role.equals(parts[2])
                                || (role.equals("operator") && parts[2].equals("viewer"))
                                || parts[2].equals("known")
                                || parts[2].equals("open");
                assertThat(isAllowed(status.statusAs(key(role), parts[0], path)))
                        .as("%s: %s", role, line)
                        .isEqualTo(includes);
            }
        }
    }

    private static boolean isAllowed(int httpStatus) {
        return httpStatus != 401 && httpStatus != 403 && httpStatus != 500;
    }

    @Test
    void shouldRecordWhoDidWhatAndBelieveNoForgedName() {
        String task = "audited-" + UUID.randomUUID();
        RecordMetadata at = status.submit(task, task, "email");
        status.as(key("viewer"), "GET", at(at, task), null);

        HttpResponse<String> cancelled =
                status.as(
                        key("operator"),
                        "POST",
                        "/api/tasks/" + task + "/cancel",
                        "{\"reason\":\"wrong address\",\"by\":\"somebody else\"}");

        assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(202);
        JsonNode entry = awaitTarget(task);
        assertThat(entry.get("by").asText()).isEqualTo("the-operator");
        assertThat(entry.get("from").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.get("action").asText()).isEqualTo("cancel");
        assertThat(entry.get("target").asText()).isEqualTo("tasks/" + task);
        assertThat(entry.get("reason").asText()).isEqualTo("wrong address");
        assertThat(entry.get("outcome").asText()).isEqualTo("ACCEPTED");
        assertThat(entry.get("status").asInt()).isEqualTo(202);
        assertThat(commands(task)).contains("the-operator").doesNotContain("somebody else");
    }

    @Test
    void shouldRecordWhatWasRefused() {
        String task = "refused-" + UUID.randomUUID();
        RecordMetadata at = status.submit(task, task, "email");
        status.happened(at, task, task, 1, FactStatus.COMPLETED);
        status.as(key("viewer"), "GET", at(at, task) + "&wait=PT10S", null);

        HttpResponse<String> refused =
                status.as(key("operator"), "POST", "/api/tasks/" + task + "/cancel", null);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(awaitTarget(task).get("outcome").asText()).isEqualTo("REFUSED");
    }

    @Test
    void shouldRecordWhatSomebodyTriedWhoMayNot() {
        String group = "forbidden-" + UUID.randomUUID();
        JsonNode entry = refused(key("viewer"), 403, group);
        assertThat(entry.get("by").asText()).isEqualTo("the-viewer");
        assertThat(entry.get("from").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.get("at").asText()).isNotEmpty();
        assertThat(entry.get("action").asText()).isEqualTo("pause");
        assertThat(entry.get("target").asText()).isEqualTo("groups/" + group);
        assertThat(entry.get("outcome").asText()).isEqualTo("REFUSED");
        assertThat(entry.get("status").asInt()).isEqualTo(403);

        JsonNode guessed = refused("strand_guessed", 401, "unknown-" + UUID.randomUUID());
        assertThat(guessed.has("by")).isFalse();
        assertThat(guessed.get("status").asInt()).isEqualTo(401);
    }

    /** The record of an action that is refused; others may have used up this address's share. */
    private static JsonNode refused(String key, int answer, String group) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            String path = "/api/groups/" + group + "/pause";
            assertThat(status.as(key, "POST", path, "{}").statusCode()).isIn(answer, 429);
            JsonNode entry = find(group);
            if (!entry.isMissingNode()) {
                return entry;
            }
            assertThat(System.nanoTime()).as("no entry of " + group).isLessThan(deadline);
        }
    }

    @Test
    void shouldNotLetTheRecordsBeFilledByWhoMayNot() {
        String flood = "/api/groups/flood-" + UUID.randomUUID() + "/pause";
        int sent = 0;
        while (!isSuppressing() && sent < 5_000) {
            for (int i = 0; i < 50; i++) {
                status.as(key("viewer"), "POST", flood, "{}");
                sent++;
            }
        }
        assertThat(isSuppressing()).as("after " + sent).isTrue();
    }

    private static boolean isSuppressing() {
        return status.as(key("viewer"), "GET", "/prometheus", null)
                .body()
                .lines()
                .anyMatch(line -> line.matches("strand_status_audit_suppressed_total.* [1-9].*"));
    }

    @Test
    void shouldPageThroughTheRecordsNewestFirstAndKeepThemOverARestart() {
        for (int i = 0; i < 5; i++) {
            status.as(key("operator"), "POST", "/api/groups/no-group-" + i + "/pause", null);
        }
        status.restart();
        status.awaitReady();
        awaitTarget("no-group-4");
        List<String> targets = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page =
                    json(status.as(key("viewer"), "GET", "/api/audit?limit=2" + cursor, null));
            page.get("entries")
                    .forEach(entry -> {
                        targets.add(entry.get("target").asText());
                        assertThat(ids.add(entry.get("id").asText())).isTrue();
                    });
            cursor = page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asText() : "";
        } while (!cursor.isEmpty());
        assertThat(targets)
                .containsSubsequence(
                        "groups/no-group-4",
                        "groups/no-group-3",
                        "groups/no-group-2",
                        "groups/no-group-1",
                        "groups/no-group-0");
        assertThat(status.as(key("viewer"), "GET", "/api/audit?cursor=nonsense", null).statusCode())
                .isEqualTo(400);
    }

    private static JsonNode awaitTarget(String part) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (find(part).isMissingNode()) {
            assertThat(System.nanoTime()).as("no entry of " + part).isLessThan(deadline);
        }
        return find(part);
    }

    private static JsonNode find(String part) {
        JsonNode page = json(status.as(key("viewer"), "GET", "/api/audit?limit=500", null));
        for (JsonNode entry : page.get("entries")) {
            if (entry.get("target").asText().contains(part)) {
                return entry;
            }
        }
        return MissingNode.getInstance();
    }

    private static String commands(String group) {
        StringBuilder found = new StringBuilder();
        new TopicReader(broker.bootstrapServers())
                .readAll("strand.tasks", Duration.ofSeconds(30))
                .forEach(record -> {
                    String value = new String(record.value(), StandardCharsets.UTF_8);
                    if (value.contains("command")
                            && new String(record.key(), StandardCharsets.UTF_8).equals(group)) {
                        found.append(value);
                    }
                });
        return found.toString();
    }
}

package dev.strand.status;

import static dev.strand.status.StatusUnderTest.OWNER;
import static dev.strand.status.StatusUnderTest.at;
import static dev.strand.status.StatusUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import dev.strand.core.log.TaskStatus;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.testing.broker.EmbeddedBroker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
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

/** History is cleared through the log, so that every table that reads it says the same. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ClearIT {
    private static final String CLEAR =
            "{\"statuses\":[\"COMPLETED\",\"FAILED\"],\"olderThan\":\"PT0S\",\"dryRun\":%s}";

    @TempDir private static Path directory;

    private static EmbeddedBroker broker;
    private static StatusUnderTest status;
    private static long beats;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
        status = new StatusUnderTest(broker, directory.resolve("state"));
        status.awaitReady();
    }

    @AfterAll
    static void stop() {
        status.close();
        broker.close();
    }

    @Test
    void shouldForgetWhatHasEndedInEveryTableAndKeepAllElse() {
        String group = "clear-" + UUID.randomUUID();
        RecordMetadata done = ended(group, "done", FactStatus.COMPLETED);
        ended(group, "failed", FactStatus.FAILED);
        ended(group, "cancelled", FactStatus.CANCELLED);
        RecordMetadata live = status.submit(group, group + "-live", "email");
        String parked = "parked-" + UUID.randomUUID();
        parks(parked);

        HttpResponse<String> dry = status.post("/api/tasks/clear", CLEAR.formatted("true"));
        assertThat(dry.statusCode()).as(dry.body()).isEqualTo(200);
        assertThat(json(dry).get("matching").asInt()).isEqualTo(2);
        assertThat(json(dry).get("byStatus").get("FAILED").asInt()).isEqualTo(1);
        assertThat(json(dry).get("holdingTheirGroup").asInt()).isEqualTo(1);

        HttpResponse<String> answer = status.post("/api/tasks/clear", CLEAR.formatted("false"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode accepted = json(answer).get("accepted");
        assertThat(accepted).hasSize(StatusUnderTest.PARTITIONS);
        carriedOut(accepted, Instant.parse(json(answer).get("before").asText()));

        shouldHaveForgotten(group, parked, status);
        assertThat(json(status.post("/api/tasks/" + group + "-done/retry", "")).get("detail"))
                .hasToString(
                        "\"no task has the id %s-done, or it has ended and its history has been cleared since\""
                                .formatted(group));
        shouldStillKnowTheId(group, done);

        status.restart();
        status.awaitReady();
        shouldHaveForgotten(group, parked, status);
        try (StatusUnderTest fresh =
                new StatusUnderTest(
                        broker,
                        directory.resolve("fresh"),
                        Map.of("strand.status.application-id", "fresh"))) {
            fresh.awaitReady();
            shouldHaveForgotten(group, parked, fresh);
            assertThat(fresh.get(at(live, group + "-live")).statusCode()).isEqualTo(200);
        }
        shouldNotBeBroughtBackByACopy(group, done);
        shouldForgetWhatAnOwnerClearsByItself(group);
    }

    private static void shouldHaveForgotten(String group, String parked, StatusUnderTest table) {
        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> {
                    beat();
                    assertThat(ids(table.getJson("/api/tasks?group=" + group)))
                            .containsExactlyInAnyOrder(group + "-live", group + "-cancelled");
                    assertThat(table.get("/api/tasks/" + group + "-done").statusCode())
                            .isEqualTo(404);
                    assertThat(ids(table.getJson("/api/tasks?status=FAILED&limit=100")))
                            .containsExactly(parked);
                    JsonNode counts = table.getJson("/api/stats").get("tasks");
                    assertThat(counts.get("COMPLETED").asInt()).isZero();
                    assertThat(counts.get("FAILED").asInt()).isEqualTo(1);
                    assertThat(counts.get("CANCELLED").asInt()).isEqualTo(1);
                });
        assertThat(table.getJson("/api/groups/" + parked).get("state").asText())
                .isEqualTo("PARKED");
    }

    private static void shouldStillKnowTheId(String group, RecordMetadata first) {
        RecordMetadata twice = status.submit(group, group + "-done", "email");
        assertThat(twice.offset()).isGreaterThan(first.offset());
        assertThat(status.get(at(twice, group + "-done")).statusCode()).isEqualTo(404);
    }

    private static void shouldNotBeBroughtBackByACopy(String group, RecordMetadata done) {
        Fact copy = TestFacts.of(done, group, group + "-done", 1, FactStatus.COMPLETED);
        FactDetails details = copy.details();
        Instant then = Instant.ofEpochMilli(done.timestamp());
        FactDetails old =
                new FactDetails(
                        details.task(), then, "worker-1", then, null, details.result(), null, null);
        status.happened(done, new Fact(copy.run(), OWNER, 1, FactStatus.COMPLETED, old));
        RecordMetadata after = ended(group, "after", FactStatus.CANCELLED);
        assertThat(after.partition()).isEqualTo(done.partition());
        assertThat(status.get("/api/tasks/" + group + "-done").statusCode()).isEqualTo(404);
    }

    private static void shouldForgetWhatAnOwnerClearsByItself(String group) {
        RecordMetadata gone = ended(group, "gone", FactStatus.EXPIRED);
        Instant before = Instant.now().plusSeconds(1);
        status.happened(gone, cleared(Set.of(TaskStatus.EXPIRED), before, -1));
        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> {
                    beat();
                    assertThat(status.get("/api/tasks/" + group + "-gone").statusCode())
                            .isEqualTo(404);
                });
    }

    @Test
    void shouldNameWhatIsWrongWithARequest() {
        for (String body :
                List.of(
                        "",
                        "{}",
                        "{\"statuses\":[],\"olderThan\":\"P1D\"}",
                        "{\"statuses\":[\"QUEUED\"],\"olderThan\":\"P1D\"}",
                        "{\"statuses\":[\"FAILED\"]}",
                        "{\"statuses\":[\"FAILED\"],\"olderThan\":\"-P1D\"}",
                        "{\"statuses\":[\"FAILED\"],\"before\":\"2099-01-01T00:00:00Z\"}",
                        "{\"statuses\":[\"FAILED\"],\"before\":\"yesterday\"}",
                        "{\"statuses\":[\"FAILED\"],\"olderThan\":\"P1D\",\"dryRun\":\"no\"}",
                        "{\"statuses\":[\"FAILED\"],\"olderThan\":\"P1D\",\"typo\":1}")) {
            HttpResponse<String> answer = status.post("/api/tasks/clear", body);
            assertThat(answer.statusCode()).as(body + answer.body()).isEqualTo(400);
            assertThat(json(answer).get("errors").get(0).get("message").asText()).isNotEmpty();
        }
    }

    private static List<String> ids(JsonNode page) {
        return page.get("tasks").findValuesAsText("taskId");
    }

    private static RecordMetadata ended(String group, String name, FactStatus end) {
        String id = group + "-" + name;
        RecordMetadata at = status.submit(group, id, "email");
        status.happened(at, group, id, 1, end);
        status.getJson(at(at, id) + "&wait=PT20S");
        return at;
    }

    private static void parks(String group) {
        RecordMetadata at = status.submit(group, group, "email");
        status.happened(at, TestFacts.parking(at, group));
        status.getJson(at(at, group) + "&wait=PT20S");
    }

    /** What the owners of the partitions write. */
    private static void carriedOut(JsonNode accepted, Instant before) {
        for (JsonNode command : accepted) {
            Cleared cleared =
                    cleared(
                            Set.of(TaskStatus.COMPLETED, TaskStatus.FAILED),
                            before,
                            command.get("sequence").asLong());
            send(command.get("partition").asInt(), StatusCodec.encode(cleared));
        }
    }

    private static Cleared cleared(Set<TaskStatus> statuses, Instant before, long command) {
        return new Cleared(statuses, before, command, OWNER, Instant.now(), null);
    }

    /** What is committed is known by what comes after it. */
    private static void beat() {
        Owner beat = new Owner(OWNER, OwnerKind.BEAT, ++beats, "owner", false, List.of());
        for (int partition = 0; partition < StatusUnderTest.PARTITIONS; partition++) {
            send(partition, StatusCodec.encode(beat));
        }
    }

    private static void send(int partition, byte[] record) {
        status.send(
                StatusUnderTest.TOPICS.status().name(),
                partition,
                "key",
                new String(record, java.nio.charset.StandardCharsets.UTF_8));
    }
}

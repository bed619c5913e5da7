package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static dev.strand.status.StatusUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.testing.broker.EmbeddedBroker;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every answer. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HttpRulesIT {
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
                        Map.of("strand.status.max-streams", 2, "strand.status.max-waiters", 2));
        status.awaitReady();
    }

    @AfterAll
    static void stop() {
        status.close();
        broker.close();
    }

    private static String fresh(String what) {
        return what + "-" + UUID.randomUUID();
    }

    @Test
    void shouldRefuseMangledCursorsAndThoseOfOtherLists() {
        for (int i = 0; i < 3; i++) {
            RecordMetadata at = status.submit("cursors", fresh("c"), "cursor-type");
            status.get(at(at, "none"));
        }
        String cursor =
                status.getJson("/api/tasks?limit=1&type=cursor-type").get("nextCursor").asText();
        for (String wrong : List.of(cursor + "x", cursor.substring(1), "nonsense", "%00", "AQ")) {
            HttpResponse<String> answer =
                    status.get("/api/tasks?limit=1&type=cursor-type&cursor=" + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(status.get("/api/tasks?limit=1&type=other&cursor=" + cursor).statusCode())
                .isEqualTo(400);
        assertThat(status.get("/api/tasks?limit=2&type=cursor-type&cursor=" + cursor).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseUnknownParametersByName() {
        for (String path :
                List.of(
                        "/api/tasks?stauts=FAILED",
                        "/api/tasks/x?wiat=PT1S",
                        "/api/groups?size=1",
                        "/api/groups/g?x=1",
                        "/api/groups/g/tasks?x=1",
                        "/api/events?taskid=1")) {
            HttpResponse<String> answer = status.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            String name = path.substring(path.indexOf('?') + 1, path.indexOf('='));
            assertThat(json(answer).get("errors").get(0).get("pointer").asText()).isEqualTo(name);
        }
        assertThat(status.get("/api/tasks?limit=0").statusCode()).isEqualTo(400);
        assertThat(status.get("/api/tasks?status=DONE").statusCode()).isEqualTo(400);
        assertThat(status.get("/api/tasks/x?at=99-1").statusCode()).isEqualTo(400);
        assertThat(status.get("/api/tasks/x?wait=forever").statusCode()).isEqualTo(400);
        assertThat(status.get("/api/tasks/x?limit=1&limit=2").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldGoOnAfterRecordsThatCannotBeRead() {
        String group = fresh("bad");
        status.send("strand.tasks", null, group, "this is not JSON");
        status.send("strand.tasks", null, group, "{\"type\":\"email\",\"colour\":\"red\"}");
        RecordMetadata at = status.submit(group, group, "email");
        status.send("strand.status", at.partition(), "x", "neither is this");
        status.send("strand.status", at.partition(), "x", "{\"kind\":\"NEWS\",\"x\":1}");
        status.happened(at, group, group, 1, FactStatus.COMPLETED);

        JsonNode task = status.getJson(at(at, group) + "&wait=PT10S");
        assertThat(task.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(status.get("/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldReadFactsThatANewerVersionHasWrittenMoreInto() {
        String group = fresh("newer");
        RecordMetadata at = status.submit(group, group, "email");
        StatusRecord fact = TestFacts.of(at, group, group, 1, FactStatus.COMPLETED);
        String newer =
                new String(StatusCodec.encode(fact), StandardCharsets.UTF_8)
                        .replaceFirst("\\{", "{\"schema\":9,\"more\":{\"deep\":[1,{\"x\":null}]},")
                        .replaceFirst("\"payload\":", "\"colour\":[\"red\"],\"payload\":");
        assertThat(newer).contains("schema", "colour");
        status.send("strand.status", at.partition(), group, newer);

        JsonNode task = status.getJson(at(at, group) + "&wait=PT10S");
        assertThat(task.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(task.get("result").get("sent").asBoolean()).isTrue();
        assertThat(task.get("payload").get("to").asText()).isEqualTo("ada");
    }

    @Test
    void shouldOpenSoManyStreamsAndNoMore() throws Exception {
        String url = status.url() + "/api/events";
        try (EventClient first = new EventClient(url, null)) {
            try (EventClient second = new EventClient(url, null)) {
                first.await(frame -> frame.id() != null);
                second.await(frame -> frame.id() != null);
                HttpResponse<String> third = status.get("/api/events");
                assertThat(third.statusCode()).isEqualTo(503);
                assertThat(third.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(json(third).get("detail").asText()).contains("at most 2 streams");
            }
            await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> new EventClient(url, null).close());
        }
    }

    @Test
    void shouldLetSoManyRequestsWaitAndNoMore() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waits = new ArrayList<>();
        String group = fresh("crowd");
        RecordMetadata at = status.submit(group, group, "email");
        String path = at(at, group) + "&wait=PT20S";
        for (int i = 0; i < 3; i++) {
            waits.add(status.getLater(path));
        }
        CompletableFuture.anyOf(waits.toArray(CompletableFuture[]::new)).join();
        status.happened(at, group, group, 1, FactStatus.COMPLETED);
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> wait : waits) {
            HttpResponse<String> answer = wait.get(30, TimeUnit.SECONDS);
            statuses.add(answer.statusCode());
            if (answer.statusCode() == 503) {
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 200, 503);
    }

    @Test
    void shouldAnswerEveryErrorWithAProblem() {
        for (String path : List.of("/nowhere", "/api/tasks/unknown-id", "/api/groups/unknown")) {
            HttpResponse<String> answer = status.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .as(path)
                    .hasValue("application/problem+json");
            assertThat(json(answer).get("instance").asText()).isEqualTo(path);
            assertThat(json(answer).get("status").asInt()).isEqualTo(404);
        }
        HttpResponse<String> wrongMethod = status.post("/api/tasks", "{}");
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    @Test
    void shouldSendSecurityHeadersAndServeMetrics() {
        HttpResponse<String> answer = status.get("/api/groups");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(status.get("/prometheus").body()).contains("jvm_memory");
        assertThat(status.get("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(status.get("/health").body()).contains("tables").contains("broker");
    }
}

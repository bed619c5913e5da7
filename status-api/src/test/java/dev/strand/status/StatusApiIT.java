package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static dev.strand.status.StatusUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.testing.broker.EmbeddedBroker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks and groups over HTTP, from real logs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StatusApiIT {
    @TempDir private static Path directory;

    private static EmbeddedBroker broker;
    private static StatusUnderTest status;

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

    private static String fresh(String what) {
        return what + "-" + UUID.randomUUID();
    }

    @Test
    void shouldFindATaskAtOnceThatWasJustAccepted() {
        for (int i = 0; i < 50; i++) {
            String id = fresh("now");
            RecordMetadata at = status.submit("g" + i, id, "email");
            HttpResponse<String> answer = status.get(at(at, id));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(json(answer).get("status").asText()).isEqualTo("QUEUED");
        }
    }

    @Test
    void shouldTellTheWholeStoryOfATask() {
        String id = fresh("story");
        RecordMetadata at = status.submit("story", id, "email");
        status.happened(at, "story", id, 1, FactStatus.STARTED);
        status.happened(at, "story", id, 1, FactStatus.RETRYING);
        status.happened(at, "story", id, 2, FactStatus.COMPLETED);

        JsonNode task = status.getJson(at(at, id) + "&wait=PT10S&until=terminal");

        assertThat(task.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(task.get("groupId").asText()).isEqualTo("story");
        assertThat(task.get("payload").get("to").asText()).isEqualTo("ada");
        assertThat(task.get("result").get("sent").asBoolean()).isTrue();
        assertThat(task.get("attempts")).hasSize(2);
        assertThat(task.get("attempts").get(0).get("outcome").asText()).isEqualTo("FAILED");
        assertThat(task.get("attempts").get(0).get("error").get("type").asText()).isEqualTo("Boom");
        assertThat(task.get("attempts").get(1).get("outcome").asText()).isEqualTo("COMPLETED");
        assertThat(task.get("token").asText()).isEqualTo("1.2");
        assertThat(task.get("attempt").asInt()).isEqualTo(2);
        assertThat(task.get("maxAttempts").asInt()).isEqualTo(5);
        assertThat(task.get("priority").asInt()).isEqualTo(5);
        assertThat(task.get("sequence").asLong()).isEqualTo(at.offset());
        assertThat(task.get("worker").asText()).isEqualTo("worker-1");
        assertThat(task.has("error")).isFalse();
        assertThat(task.has("finishedAt")).isTrue();
    }

    @Test
    void shouldWakeWhoeverWaitsForTheEndOfATask() throws Exception {
        String id = fresh("awaited");
        RecordMetadata at = status.submit("awaited", id, "email");
        assertThat(status.get(at(at, id)).statusCode()).isEqualTo(200);
        CompletableFuture<HttpResponse<String>> started =
                status.getLater("/api/tasks/" + id + "?wait=PT30S&until=started");
        CompletableFuture<HttpResponse<String>> ended =
                status.getLater("/api/tasks/" + id + "?wait=PT30S");

        status.happened(at, "awaited", id, 1, FactStatus.STARTED);
        assertThat(json(started.get(10, TimeUnit.SECONDS)).get("status").asText())
                .isEqualTo("RUNNING");
        assertThat(ended).isNotDone();

        status.happened(at, "awaited", id, 1, FactStatus.FAILED);
        assertThat(json(ended.get(10, TimeUnit.SECONDS)).get("status").asText())
                .isEqualTo("FAILED");
    }

    @Test
    void shouldAnswerWithTheStateOfNowWhenTheWaitIsOver() {
        String id = fresh("slow");
        RecordMetadata at = status.submit("slow", id, "email");
        JsonNode task = status.getJson(at(at, id) + "&wait=PT0.3S");
        assertThat(task.get("status").asText()).isEqualTo("QUEUED");
    }

    @Test
    void shouldSayHowFarItHasReadWhenAPositionIsNotReachedInTime() {
        HttpResponse<String> answer = status.get("/api/tasks/none?at=1-999999&wait=PT0.2S");
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(json(answer).has("readUpTo")).isTrue();
    }

    @Test
    void shouldAskForTheGroupOfATaskIdThatSeveralGroupsHave() {
        String id = fresh("twin");
        RecordMetadata first = status.submit("twin-a", id, "email");
        RecordMetadata second = status.submit("twin-b", id, "email");
        status.get(at(first, id));
        HttpResponse<String> answer = status.get(at(second, id));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).get("detail").asText()).contains("twin-a").contains("twin-b");

        assertThat(status.getJson("/api/tasks/" + id + "?group=twin-b").get("groupId").asText())
                .isEqualTo("twin-b");
    }

    @Test
    void shouldPageThroughAllTasksOfATypeNewestFirstAndOnceEach() {
        String type = "pages-" + UUID.randomUUID();
        List<String> ids = new ArrayList<>();
        RecordMetadata last = null;
        for (int i = 0; i < 57; i++) {
            ids.add("page-" + i + "-" + type);
            last = status.submit("pages" + i % 7, ids.getLast(), type);
            status.get(at(last, ids.getLast()));
        }
        List<String> seen = new ArrayList<>();
        List<String> times = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = status.getJson("/api/tasks?limit=10&type=" + type + cursor);
            assertThat(page.get("tasks").size()).isLessThanOrEqualTo(10);
            page.get("tasks").forEach(task -> seen.add(task.get("taskId").asText()));
            page.get("tasks").forEach(task -> times.add(task.get("submittedAt").asText()));
            cursor = page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asText() : null;
        } while (cursor != null);

        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(times).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void shouldListTasksOfAGroupInAState() {
        String group = fresh("states");
        RecordMetadata done = status.submit(group, group + "-1", "email");
        RecordMetadata failed = status.submit(group, group + "-2", "email");
        RecordMetadata queued = status.submit(group, group + "-3", "email");
        status.happened(done, group, group + "-1", 1, FactStatus.COMPLETED);
        status.happened(failed, group, group + "-2", 1, FactStatus.FAILED);
        status.get(at(queued, group + "-3"));
        status.get("/api/tasks/" + group + "-2?wait=PT10S");

        JsonNode page = status.getJson("/api/tasks?status=FAILED,QUEUED&group=" + group);
        assertThat(page.get("tasks"))
                .extracting(task -> task.get("taskId").asText())
                .containsExactly(group + "-3", group + "-2");
        assertThat(page.get("tasks").get(1).get("error").get("type").asText()).isEqualTo("Boom");
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
    void shouldShowTheQueueOfAGroupInItsOrderAndThenWhatHasEnded() {
        String group = fresh("queue");
        List<RecordMetadata> at = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            at.add(status.submit(group, group + "-" + i, "email"));
        }
        status.happened(at.get(0), group, group + "-0", 1, FactStatus.COMPLETED);
        status.happened(at.get(1), group, group + "-1", 1, FactStatus.STARTED);
        status.get(at(at.get(4), group + "-4"));
        status.get("/api/tasks/" + group + "-1?wait=PT10S&until=started");

        JsonNode summary = status.getJson("/api/groups/" + group);
        assertThat(summary.get("state").asText()).isEqualTo("ACTIVE");
        assertThat(summary.get("depth").asInt()).isEqualTo(4);
        assertThat(summary.get("running").asInt()).isEqualTo(1);
        assertThat(summary.get("head").get("taskId").asText()).isEqualTo(group + "-1");

        JsonNode first = status.getJson("/api/groups/" + group + "/tasks?limit=3");
        assertThat(first.get("queue"))
                .extracting(task -> task.get("taskId").asText())
                .containsExactly(group + "-1", group + "-2", group + "-3");
        assertThat(first.get("queue").get(0).get("position").asInt()).isEqualTo(1);
        assertThat(first.get("recent"))
                .extracting(task -> task.get("taskId").asText())
                .containsExactly(group + "-0");
        JsonNode second =
                status.getJson(
                        "/api/groups/"
                                + group
                                + "/tasks?limit=3&cursor="
                                + first.get("nextCursor").asText());
        assertThat(second.get("queue").get(0).get("position").asInt()).isEqualTo(4);
        assertThat(second.has("nextCursor")).isFalse();
    }

    @Test
    void shouldShowAPausedGroupAsPaused() {
        String group = fresh("paused");
        RecordMetadata at = status.submit(group, group, "email");
        status.happened(
                at,
                new GroupChange(
                        group, true, at.offset() + 1, StatusUnderTest.OWNER, "lunch", "ada"));
        status.happened(at, group, group, 1, FactStatus.STARTED);
        status.get(at(at, group) + "&wait=PT10S&until=started");

        JsonNode summary = status.getJson("/api/groups/" + group);
        assertThat(summary.get("state").asText()).isEqualTo("PAUSED");
        assertThat(summary.get("paused").get("reason").asText()).isEqualTo("lunch");
        List<String> paused = new ArrayList<>();
        status.getJson("/api/groups?state=PAUSED&limit=500")
                .get("groups")
                .forEach(each -> paused.add(each.get("groupId").asText()));
        assertThat(paused).contains(group);
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

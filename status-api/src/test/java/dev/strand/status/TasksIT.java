package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static dev.strand.status.StatusUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactStatus;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Single tasks over HTTP, from real logs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TasksIT extends OneInstance {
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
    void shouldStillTellTheStoryOfARunThatWasRunAgain() {
        String id = fresh("runs");
        RecordMetadata at = status.submit("runs", id, "email");
        status.happened(at, "runs", id, 1, FactStatus.RETRYING);
        status.happened(at, "runs", id, 2, FactStatus.FAILED);
        status.getJson(at(at, id) + "&wait=PT10S");
        JsonNode retry = json(status.post("/api/tasks/" + id + "/retry", ""));
        String read =
                "?at=" + retry.get("partition").asInt() + "-" + retry.get("sequence").asLong();
        JsonNode newest = status.getJson("/api/tasks/" + id + read);

        JsonNode first = status.getJson("/api/tasks/" + id + "?run=1&group=runs");
        HttpResponse<String> third = status.get("/api/tasks/" + id + "?run=3");

        assertThat(newest.get("run").asInt()).isEqualTo(2);
        assertThat(newest.get("attempts")).isEmpty();
        assertThat(status.getJson("/api/tasks/" + id + "?run=2")).isEqualTo(newest);
        assertThat(first.get("run").asInt()).isEqualTo(1);
        assertThat(first.get("status").asText()).isEqualTo("FAILED");
        assertThat(first.get("attempts")).hasSize(2);
        assertThat(first.get("attempts").get(1).get("error").get("type").asText())
                .isEqualTo("Boom");
        assertThat(third.statusCode()).isEqualTo(404);
        assertThat(json(third).get("detail").asText()).contains("has no run 3", "newest is 2");
        assertThat(status.get("/api/tasks/" + id + "?run=0").statusCode()).isEqualTo(400);
        assertThat(status.get("/api/tasks/" + id + "?run=1&wait=PT1S").statusCode()).isEqualTo(400);
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
}

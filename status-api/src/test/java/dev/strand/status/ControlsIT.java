package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static dev.strand.status.StatusUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.GroupChange;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands over HTTP become records of the tasks log. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ControlsIT extends OneInstance {
    @Test
    void shouldRunATaskAgainThatHasFailed() {
        String id = fresh("again");
        RecordMetadata at = status.submit("again", id, "email");
        status.happened(at, "again", id, 1, FactStatus.FAILED);
        status.getJson(at(at, id) + "&wait=PT10S");

        HttpResponse<String> answer = status.post("/api/tasks/" + id + "/retry", "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode accepted = json(answer);
        assertThat(accepted.get("partition").asInt()).isEqualTo(at.partition());
        JsonNode task =
                status.getJson(
                        "/api/tasks/%s?at=%d-%d"
                                .formatted(
                                        id,
                                        accepted.get("partition").asInt(),
                                        accepted.get("sequence").asLong()));
        assertThat(task.get("run").asInt()).isEqualTo(2);
        assertThat(task.get("status").asText()).isEqualTo("QUEUED");
        assertThat(task.get("payload").get("to").asText()).isEqualTo("ada");
        assertThat(task.get("retry").get("maxAttempts").asInt()).isEqualTo(5);
    }

    @Test
    void shouldRunATaskAgainInItsPlaceOnlyWhereItHoldsItsGroup() {
        String free = fresh("free");
        RecordMetadata at = status.submit(free, free, "email");
        status.happened(at, free, free, 1, FactStatus.FAILED);
        status.getJson(at(at, free) + "&wait=PT10S");
        String parked = fresh("parked");
        parks(parked);
        String again = "/api/tasks/%s/retry";
        HttpResponse<String> refused = status.post(again.formatted(free), "{\"inPlace\":true}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).get("detail").asText()).contains("is not parked on task " + free);
        HttpResponse<String> atTail = status.post(again.formatted(parked), "");
        assertThat(atTail.statusCode()).isEqualTo(409);
        assertThat(json(atTail).get("detail").asText()).contains("inPlace");
        assertThat(json(atTail).get("allowed").get(0).asText()).isEqualTo("unpark");
        assertThat(status.get("/api/tasks/" + parked + "/why").body())
                .contains("retry with inPlace runs it again", "unpark with SKIP goes on");
        assertThat(status.post(again.formatted(parked), "{\"inPlace\":1}").statusCode())
                .isEqualTo(400);

        String type = "{\"taskIds\":[\"%s\",\"%s\"],\"inPlace\":true,\"dryRun\":%s}";
        HttpResponse<String> dry =
                status.post("/api/dead-letters/redrive", type.formatted(free, parked, "true"));
        assertThat(json(dry).get("matching").asInt()).as(dry.body()).isEqualTo(2);
        assertThat(json(dry).get("inPlace").asInt()).isEqualTo(1);
        HttpResponse<String> redrive =
                status.post("/api/dead-letters/redrive", type.formatted(free, parked, "false"));
        assertThat(redrive.statusCode()).as(redrive.body()).isEqualTo(202);
        String job = "/api/jobs/" + json(redrive).get("redriveId").asText();
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> status.getJson(job).get("state").asText(), "DONE"::equals);
        assertThat(status.getJson(job).get("sent").asInt()).isEqualTo(2);
        await().atMost(20, TimeUnit.SECONDS)
                .until(
                        () -> status.getJson("/api/tasks/" + free).get("run").asInt(),
                        run -> run == 2);
        // In place it is made by the owner, who does not exist here.
        assertThat(status.getJson("/api/tasks/" + parked).get("run").asInt()).isEqualTo(1);
    }

    private static void parks(String group) {
        RecordMetadata at = status.submit(group, group, "email");
        status.happened(at, TestFacts.parking(at, group));
        status.getJson(at(at, group) + "&wait=PT10S");
    }

    @Test
    void shouldNotLetATaskWaitForItsNextAttemptThatIsRetried() {
        String id = fresh("now");
        RecordMetadata at = status.submit("now", id, "email");
        status.happened(at, "now", id, 1, FactStatus.RETRYING);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> status.get("/api/tasks/" + id).body().contains("\"nextAttemptAt\""));

        HttpResponse<String> answer = status.post("/api/tasks/" + id + "/retry", "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode task =
                status.getJson(
                        "/api/tasks/%s?at=%d-%d"
                                .formatted(
                                        id, at.partition(), json(answer).get("sequence").asLong()));
        assertThat(task.get("run").asInt()).as("it is no new run").isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatTheStateDoesNotAllowAndSayWhatItDoes() {
        String id = fresh("state");
        RecordMetadata at = status.submit("state", id, "email");
        status.get(at(at, id));
        HttpResponse<String> retry = status.post("/api/tasks/" + id + "/retry", "");
        assertThat(retry.statusCode()).isEqualTo(409);
        assertThat(json(retry).get("state").asText()).isEqualTo("QUEUED");
        assertThat(json(retry).get("allowed").get(0).asText()).isEqualTo("cancel");

        assertThat(status.post("/api/tasks/" + id + "/cancel", "").statusCode()).isEqualTo(202);
        status.happened(at, "state", id, 0, FactStatus.CANCELLED);
        status.getJson("/api/tasks/" + id + "?wait=PT10S");
        HttpResponse<String> cancel = status.post("/api/tasks/" + id + "/cancel", "");
        assertThat(cancel.statusCode()).isEqualTo(409);
        assertThat(json(cancel).get("state").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void shouldPauseAGroupOnceAndRefuseItTwice() {
        String group = fresh("pause");
        RecordMetadata at = status.submit(group, group, "email");
        status.get(at(at, group));
        HttpResponse<String> answer =
                status.post(
                        "/api/groups/" + group + "/pause", "{\"reason\":\"lunch\",\"by\":\"ada\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);

        long command = json(answer).get("sequence").asLong();
        status.happened(
                at, new GroupChange(group, true, command, StatusUnderTest.OWNER, "lunch", "ada"));
        status.happened(at, group, group, 1, FactStatus.STARTED);
        status.getJson("/api/tasks/" + group + "?wait=PT10S&until=started");

        HttpResponse<String> twice = status.post("/api/groups/" + group + "/pause", "");
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(json(twice).get("allowed").get(0).asText()).isEqualTo("resume");
        assertThat(status.post("/api/groups/" + group + "/resume", "").statusCode()).isEqualTo(202);
    }

    @Test
    void shouldUnparkOnlyWhatIsParkedAndPurgeOnlyWhatIsQueued() {
        String group = fresh("unpark");
        RecordMetadata at = status.submit(group, group, "email");
        status.get(at(at, group));
        String path = "/api/groups/" + group;
        HttpResponse<String> unpark = status.post(path + "/unpark", "{\"action\":\"SKIP\"}");
        assertThat(unpark.statusCode()).as(unpark.body()).isEqualTo(409);
        assertThat(json(unpark).get("state").asText()).isEqualTo("ACTIVE");
        for (String body : new String[] {"", "{}", "{\"action\":\"JUMP\"}", "{\"action\":1}"}) {
            assertThat(status.post(path + "/unpark", body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(status.delete(path + "/tasks").statusCode()).isEqualTo(400);
        assertThat(status.delete(path + "/tasks?status=RUNNING").statusCode()).isEqualTo(400);
        HttpResponse<String> purge = status.delete(path + "/tasks?status=QUEUED");
        assertThat(purge.statusCode()).as(purge.body()).isEqualTo(202);
        assertThat(json(purge).get("command").asText()).isEqualTo("purge");
    }

    @Test
    void shouldAskEveryPartitionToHoldATypeOrEverything() {
        for (String what : new String[] {"/api/types/email", "/api"}) {
            for (String command : new String[] {"/pause", "/resume"}) {
                HttpResponse<String> answer = status.post(what + command, "{\"by\":\"ada\"}");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                assertThat(json(answer).get("accepted")).hasSize(StatusUnderTest.PARTITIONS);
            }
        }
        assertThat(status.post("/api/types/no%20type/pause", "").statusCode()).isEqualTo(400);
        assertThat(status.post("/api/groups/~all/pause", "").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldRefuseUnknownTargetsAndMistakenBodies() {
        assertThat(status.post("/api/tasks/unknown/cancel", "").statusCode()).isEqualTo(404);
        assertThat(status.post("/api/groups/unknown/pause", "").statusCode()).isEqualTo(404);
        String group = fresh("body");
        RecordMetadata at = status.submit(group, group, "email");
        status.get(at(at, group));
        for (String body : new String[] {"{\"raison\":\"x\"}", "[]", "{", "{\"by\":1}"}) {
            HttpResponse<String> answer = status.post("/api/groups/" + group + "/pause", body);
            assertThat(answer.statusCode()).as(body + answer.body()).isEqualTo(400);
            assertThat(json(answer).get("errors").get(0).has("value")).as(answer.body()).isTrue();
        }
        HttpResponse<String> broken = status.post("/api/groups/" + group + "/pause", "{");
        assertThat(json(broken).get("detail"))
                .hasToString(
                        "\"the body must be a JSON object or nothing, and is no JSON from line 1,"
                                + " column 2 (got: {)\"");
    }

    @Test
    void shouldRefuseCommandsFromPagesOfAnotherOrigin() {
        String group = fresh("origin");
        RecordMetadata at = status.submit(group, group, "email");
        status.get(at(at, group));
        String path = "/api/tasks/" + group + "/cancel";
        assertThat(status.postFrom("http://evil.example", path).statusCode()).isEqualTo(403);
        assertThat(status.postFrom("null", path).statusCode()).isEqualTo(403);
        assertThat(status.postFrom(status.url(), path).statusCode()).isEqualTo(202);
    }
}

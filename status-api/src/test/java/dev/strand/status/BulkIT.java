package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static dev.strand.status.StatusUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactStatus;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done with many tasks at once. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BulkIT extends OneInstance {
    private static void ended(String group, String id, FactStatus how) {
        RecordMetadata at = status.submit(group, id, "email");
        status.happened(at, group, id, 1, how);
        status.getJson(at(at, id) + "&wait=PT10S");
    }

    /** The job that was begun, once all of it is done. */
    private static JsonNode done(HttpResponse<String> begun) {
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        String job = "/api/jobs/" + json(begun).get("jobId").asText();
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> status.getJson(job).get("state").asText(), "DONE"::equals);
        return status.getJson(job);
    }

    @Test
    void shouldCountBeforeItRedrivesAndThenRunAllAgain() {
        String group = fresh("redrive");
        for (int i = 0; i < 5; i++) {
            ended(group, group + "-" + i, FactStatus.FAILED);
        }
        String body =
                "{\"group\":\""
                        + group
                        + "\",\"dryRun\":%s,\"by\":\"ada\",\"reason\":\"it is up\"}";
        HttpResponse<String> dry = status.post("/api/dead-letters/redrive", body.formatted("true"));
        assertThat(dry.statusCode()).as(dry.body()).isEqualTo(200);
        assertThat(json(dry).get("matching").asInt()).isEqualTo(5);
        assertThat(json(dry).get("groups").asInt()).isEqualTo(1);

        HttpResponse<String> begun =
                status.post("/api/dead-letters/redrive", body.formatted("false"));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        assertThat(json(begun).get("accepted").asInt()).isEqualTo(5);
        JsonNode job = done(begun);
        assertThat(job.get("sent").asInt()).isEqualTo(5);
        assertThat(job.get("reason").asText()).isEqualTo("it is up");
        JsonNode entry = status.getJson("/api/audit?limit=1").get("entries").get(0);
        assertThat(entry.get("reason").asText()).isEqualTo("it is up");
        await().atMost(20, TimeUnit.SECONDS)
                .until(
                        () ->
                                status.getJson("/api/dead-letters?group=" + group)
                                        .get("deadLetters")
                                        .size(),
                        Integer.valueOf(0)::equals);
        JsonNode again = status.getJson("/api/tasks?sort=oldest&status=QUEUED&group=" + group);
        assertThat(again.get("tasks"))
                .extracting(task -> task.get("taskId").asText())
                .containsExactly(
                        group + "-0", group + "-1", group + "-2", group + "-3", group + "-4");
    }

    @Test
    void shouldSendNoMoreASecondThanItWasAskedTo() {
        String group = fresh("paced");
        for (int i = 0; i < 3; i++) {
            ended(group, group + "-" + i, FactStatus.FAILED);
        }

        String body = "{\"group\":\"" + group + "\",\"ratePerSecond\":1}";
        JsonNode job = done(status.post("/api/dead-letters/redrive", body));

        assertThat(job.get("sent").asInt()).isEqualTo(3);
        Instant startedAt = Instant.parse(job.get("startedAt").asText());
        Instant finishedAt = Instant.parse(job.get("finishedAt").asText());
        assertThat(Duration.between(startedAt, finishedAt))
                .as("the second and the third wait a second each")
                .isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void shouldDoNothingUntilItIsToldWithWhichTasks() {
        for (String path :
                List.of("/api/dead-letters/redrive", "/api/tasks/retry", "/api/tasks/cancel")) {
            for (String body :
                    List.of("", "{}", "{\"dryRun\":true}", "{\"all\":false}", "[]", "{")) {
                HttpResponse<String> answer = status.post(path, body);
                assertThat(answer.statusCode()).as(path + body + answer.body()).isEqualTo(400);
                assertThat(json(answer).get("detail").asText()).contains("\"all\": true");
            }
            for (String body :
                    List.of(
                            "{\"taskIds\":[]}",
                            "{\"taskIds\":\"one\"}",
                            "{\"label\":{}}",
                            "{\"label\":\"one\"}",
                            "{\"type\":null}",
                            "{\"all\":true,\"type\":\"email\"}",
                            "{\"all\":1}",
                            "{\"typo\":1}")) {
                HttpResponse<String> answer = status.post(path, body);
                assertThat(answer.statusCode()).as(path + body + answer.body()).isEqualTo(400);
            }
        }
        for (String body :
                List.of(
                        "{\"all\":true,\"ratePerSecond\":0}",
                        "{\"all\":true,\"dryRun\":\"yes\"}",
                        "{\"from\":\"today\"}",
                        "{\"status\":[\"NOPE\"]}")) {
            HttpResponse<String> answer = status.post("/api/tasks/retry", body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(json(answer).get("errors").get(0).has("value")).as(answer.body()).isTrue();
            assertThat(json(answer).get("detail").asText()).contains(" must ", "(got: ");
        }
        HttpResponse<String> all =
                status.post("/api/dead-letters/redrive", "{\"all\":true,\"dryRun\":true}");
        assertThat(all.statusCode()).as(all.body()).isEqualTo(200);
    }

    @Test
    void shouldRunWhatWentWellAgainOnlyWhereThatIsSaid() {
        String group = fresh("well");
        ended(group, group + "-well", FactStatus.COMPLETED);
        ended(group, group + "-failed", FactStatus.FAILED);
        String body = "{\"group\":\"" + group + "\"%s,\"dryRun\":true}";

        JsonNode unsaid = json(status.post("/api/tasks/retry", body.formatted("")));
        JsonNode said =
                json(
                        status.post(
                                "/api/tasks/retry", body.formatted(",\"status\":[\"COMPLETED\"]")));

        assertThat(unsaid.get("matching").asInt()).isEqualTo(1);
        assertThat(unsaid.get("example").get(0).get("status").asText()).isEqualTo("FAILED");
        assertThat(said.get("example").get(0).get("status").asText()).isEqualTo("COMPLETED");
    }
}

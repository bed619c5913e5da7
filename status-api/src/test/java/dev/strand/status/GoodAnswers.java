package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.testing.openapi.DocumentedAnswers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Brings about tasks and groups in every state, asks for all of them and controls them. Each answer
 * is compared with the document. For one thread.
 */
final class GoodAnswers {
    static final String CLEAR = "{\"statuses\":[\"EXPIRED\"],\"olderThan\":\"P1D\"}";

    private static final String COUNT_CLEAR =
            "{\"statuses\":[\"EXPIRED\"],\"olderThan\":\"P1D\",\"dryRun\":true}";
    private static final String REMARK = "{\"reason\":\"a test\",\"by\":\"ada\"}";

    private final StatusUnderTest status;
    private final DocumentedAnswers answers;

    GoodAnswers(StatusUnderTest status, DocumentedAnswers answers) {
        this.status = status;
        this.answers = answers;
    }

    void provoke() {
        askAboutTasks();
        askAboutGroups();
        askAboutProcessors();
        askAboutTheRest();
        control();
        controlMany();
    }

    private void ask(String path) {
        answers.check(status.get(path));
    }

    private void ask(String method, String path, @Nullable String body) {
        answers.check(status.as(null, method, path, body));
    }

    private RecordMetadata submitted(String group, String task) {
        RecordMetadata at = status.submit(group, task, "email");
        // 409: it is there, and so is another of this id.
        assertThat(status.get(at(at, task)).statusCode()).isIn(200, 409);
        return at;
    }

    private void ended(String group, String task, FactStatus how) {
        RecordMetadata at = submitted(group, task);
        status.happened(at, group, task, 1, how);
        String path = at(at, task) + "&wait=PT30S";
        assertThat(status.getJson(path).get("status").asText()).isEqualTo(how.name());
    }

    private void askAboutTasks() {
        RecordMetadata running = submitted("g", "running");
        status.happened(running, "g", "running", 1, FactStatus.STARTED);
        status.get(at(running, "running") + "&wait=PT30S&until=started");
        submitted("g", "waiting");
        ended("ends", "completed", FactStatus.COMPLETED);
        ended("ends", "failed", FactStatus.FAILED);
        RecordMetadata retried = submitted("retries", "retried");
        status.happened(retried, "retries", "retried", 1, FactStatus.RETRYING);
        submitted("one", "twin");
        submitted("another", "twin");

        for (String task : List.of("running", "waiting", "completed", "failed", "retried")) {
            ask("/api/tasks/" + task);
            ask("/api/tasks/" + task + "/why");
        }
        ask("/api/tasks/twin");
        ask("/api/tasks/twin/why");
        ask("/api/tasks?limit=2&count=true");
        ask("/api/dead-letters?count=true");
    }

    private void askAboutGroups() {
        RecordMetadata at = submitted("paused", "paused");
        status.happened(
                at,
                new GroupChange(
                        "paused", true, at.offset() + 1, StatusUnderTest.OWNER, "lunch", "ada"));
        RecordMetadata parked = submitted("parked", "parked");
        status.happened(parked, TestFacts.parking(parked, "parked"));
        status.get(at(parked, "parked") + "&wait=PT30S");
        for (String group : List.of("g", "ends", "retries", "paused", "parked")) {
            ask("/api/groups/" + group);
            ask("/api/groups/" + group + "/tasks");
            ask("/api/groups/" + group + "/why");
        }
        ask("/api/groups?count=true");
        ask("/api/groups?prefix=p");
        ask("/api/groups?sort=age&limit=1");
        ask("/api/groups/wall");
    }

    /** One that answers, and one that does not. */
    private void askAboutProcessors() {
        RecordMetadata owned = submitted("owned", "owned");
        RecordMetadata other = submittedElsewhere(owned.partition());
        try (FakeProcessor processor = FakeProcessor.of(owned.partition())) {
            status.happened(owned, processor.claim());
            status.happened(other, FakeProcessor.claim("silent", "127.0.0.1:1"));
            await("both are known")
                    .atMost(30, TimeUnit.SECONDS)
                    .until(
                            () -> status.getJson("/api/processors").path("processors").size(),
                            size -> size == 2);
            ask("/api/processors");
            ask("/api/types");
            ask("/api/tasks/owned/why");
            ask("/api/groups/owned/why");
        }
    }

    private RecordMetadata submittedElsewhere(int partition) {
        for (int i = 0; ; i++) {
            RecordMetadata at = submitted("elsewhere-" + i, "elsewhere-" + i);
            if (at.partition() != partition) {
                return at;
            }
        }
    }

    private void askAboutTheRest() {
        for (String path :
                List.of(
                        "/api/stats",
                        "/api/errors",
                        "/api/me",
                        "/api/jobs",
                        "/health",
                        "/prometheus",
                        "/openapi")) {
            ask(path);
        }
        answers.check(
                "GET",
                "/api/events",
                status.statusAs(null, "GET", "/api/events"),
                "text/event-stream",
                "");
    }

    private void control() {
        ask("POST", "/api/tasks/twin/cancel", null);
        ask("POST", "/api/tasks/twin/retry", null);
        ask("DELETE", "/api/tasks/twin", null);
        ask("POST", "/api/tasks/completed/cancel", REMARK);
        ask("DELETE", "/api/tasks/completed", null);
        ask("POST", "/api/tasks/waiting/retry", null);
        ask("POST", "/api/tasks/failed/retry", REMARK);
        ask("POST", "/api/tasks/waiting/cancel", REMARK);
        submitted("g", "unwanted");
        ask("DELETE", "/api/tasks/unwanted", null);
        ask("POST", "/api/groups/g/unpark", "{\"action\":\"SKIP\"}");
        ask(
                "POST",
                "/api/groups/parked/unpark",
                "{\"action\":\"RETRY\",\"reason\":\"a test\",\"by\":\"ada\"}");
        for (String action : List.of("pause", "resume")) {
            ask("POST", "/api/groups/g/" + action, REMARK);
            ask("POST", "/api/groups/paused/" + action, REMARK);
            ask("POST", "/api/types/email/" + action, REMARK);
            ask("POST", "/api/" + action, REMARK);
        }
        ask("DELETE", "/api/groups/g/tasks?status=QUEUED", REMARK);
        ask("/api/stats");
        ask("/api/audit?limit=500");
    }

    private void controlMany() {
        for (String path :
                List.of("/api/dead-letters/redrive", "/api/tasks/retry", "/api/tasks/cancel")) {
            ask("POST", path, "{\"type\":\"email\",\"dryRun\":true}");
            HttpResponse<String> begun =
                    status.as(
                            null,
                            "POST",
                            path,
                            "{\"type\":\"none\",\"ratePerSecond\":1,\"reason\":\"a test\"}");
            answers.check(begun);
            String job = StatusUnderTest.json(begun).path("jobId").asText();
            ask("/api/jobs/" + job);
            ask("DELETE", "/api/jobs/" + job, null);
        }
        ask("/api/jobs");
        ask("POST", "/api/tasks/clear", COUNT_CLEAR);
        ask("POST", "/api/tasks/clear", CLEAR);
    }
}

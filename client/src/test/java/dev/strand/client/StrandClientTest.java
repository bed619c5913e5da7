package dev.strand.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.client.Controls.Remark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StrandClientTest {
    private static final String ACCEPTED =
            "{\"taskId\":\"t\",\"groupId\":\"g\",\"partition\":3,\"sequence\":7,\"status\":\"QUEUED\"}";
    private static final Submission SUBMISSION = Submission.of("mail", "g", Map.of("to", "ada"));

    private FakeService service;
    private StrandClient client;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService();
        client = service.client();
    }

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    private static String task(String id, String status, String more) {
        return """
        {"taskId":"%s","groupId":"g","type":"mail","status":"%s","run":1,"attempt":2,
         "maxAttempts":5,"partition":3,"sequence":7,"submittedAt":"2026-12-01T08:00:00.000Z",
         "updatedAt":"2026-12-01T08:00:00.120Z"%s}\
        """
                .formatted(id, status, more);
    }

    @Test
    void shouldGiveATaskItsIdSoThatItCanBeSubmittedAgain() {
        service.then(202, ACCEPTED).then(202, ACCEPTED);

        Accepted accepted = client.submit(SUBMISSION);
        Accepted _ =
                client.submit(
                        SUBMISSION
                                .withTaskId("t")
                                .withPriority(7)
                                .withLabel("tenant", "acme")
                                .between(Instant.EPOCH, null)
                                .withAttempts(Duration.ofSeconds(5), null, null));

        assertThat(accepted).isEqualTo(new Accepted("t", "g", 3, 7, TaskState.QUEUED));
        assertThat(service.asked(0).target()).isEqualTo("/api/tasks");
        assertThat(service.asked(0).authorization()).isEqualTo("Bearer strand_key");
        assertThat(service.asked(0).body()).containsPattern("\"taskId\":\"[0-9a-f-]{36}\"");
        assertThat(service.asked(1).body())
                .isEqualTo(
                        "{\"type\":\"mail\",\"taskId\":\"t\",\"groupId\":\"g\",\"payload\":"
                                + "{\"to\":\"ada\"},\"priority\":7,\"notBefore\":"
                                + "\"1970-01-01T00:00:00Z\",\"timeout\":\"PT5S\",\"labels\":"
                                + "{\"tenant\":\"acme\"}}");
    }

    @Test
    void shouldTellEachAnswerOfABatch() {
        service.then(
                200,
                "["
                        + ACCEPTED
                        + ",{\"type\":\"urn:strand:problem:invalid\",\"title\":\"Invalid\","
                        + "\"status\":422}]");

        List<BatchAnswer> answers = client.submitAll(List.of(SUBMISSION, SUBMISSION));

        assertThat(answers.getFirst().accepted()).isNotNull();
        assertThat(Objects.requireNonNull(answers.getLast().problem()).status()).isEqualTo(422);
    }

    @Test
    void shouldReadWhatANewerServiceSays() {
        service.then(200, task("a/b ?", "DREAMING", ",\"colour\":{\"red\":[1]}"));

        Task task = client.get("a/b ?", "g & h").orElseThrow();

        assertThat(task.status()).isEqualTo(TaskState.UNKNOWN);
        assertThat(task.status().isTerminal()).isFalse();
        assertThat(service.asked(0).target()).isEqualTo("/api/tasks/a%2Fb%20%3F?group=g%20%26%20h");
    }

    @Test
    void shouldReadPagesOnlyAsTheyAreNeeded() {
        service.then(200, "{\"tasks\":[" + task("1", "QUEUED", "") + "],\"nextCursor\":\"c+1\"}")
                .then(200, "{\"tasks\":[],\"nextCursor\":\"c2\"}")
                .then(200, "{\"tasks\":[" + task("2", "QUEUED", "") + "]}");
        TaskQuery query = TaskQuery.all().ofGroup("g").in(TaskState.QUEUED, TaskState.RUNNING);

        try (Stream<Task> tasks = client.tasks(query)) {
            assertThat(tasks.limit(1).map(Task::taskId)).containsExactly("1");
        }
        assertThat(service.asked()).hasSize(1);
        assertThat(service.asked(0).target())
                .isEqualTo("/api/tasks?group=g&status=QUEUED%2CRUNNING");

        service.then(200, "{\"tasks\":[]}");
        Page<Task> page = client.page(query, "c+1");
        assertThat(page.items()).isEmpty();
        assertThat(page.nextCursor()).isEqualTo("c2");
        assertThat(service.asked(1).target()).endsWith("&cursor=c%2B1");
    }

    @Test
    void shouldGoOverEmptyPagesToTheEndOfAList() {
        service.then(200, "{\"tasks\":[],\"nextCursor\":\"c1\"}")
                .then(200, "{\"tasks\":[],\"nextCursor\":\"c2\"}")
                .then(200, "{\"tasks\":[" + task("2", "QUEUED", "") + "]}");

        assertThat(client.tasks(TaskQuery.all()).map(Task::taskId)).containsExactly("2");
        assertThat(service.asked()).hasSize(3);
    }

    @Test
    void shouldReadDeadLettersThoughTheirAttemptsAreANumber() {
        service.then(200, "{\"deadLetters\":[" + task("1", "FAILED", ",\"attempts\":2") + "]}");

        List<Task> letters =
                client.deadLetters(TaskQuery.all().in(TaskState.FAILED).ofType("mail")).toList();

        assertThat(letters).extracting(Task::attempt).containsExactly(2);
        assertThat(service.asked(0).target()).isEqualTo("/api/dead-letters?type=mail");
    }

    @Test
    void shouldAskAgainUntilATaskHasEnded() {
        service.then(200, task("t", "RUNNING", "")).then(200, task("t", "COMPLETED", ""));

        Task task =
                client.await(
                        new Accepted("t", "g", 3, 7, TaskState.QUEUED), Duration.ofMinutes(10));

        assertThat(task.status()).isEqualTo(TaskState.COMPLETED);
        assertThat(service.asked()).hasSize(2);
        assertThat(service.asked(1).target()).isEqualTo("/api/tasks/t?group=g&at=3-7&wait=PT20S");
    }

    @Test
    void shouldReturnATaskAsItIsOnceTheTimeIsOver() {
        service.then(200, task("t", "RUNNING", ""));

        assertThat(client.await("t", Duration.ZERO).status()).isEqualTo(TaskState.RUNNING);
        assertThat(service.asked(0).target()).isEqualTo("/api/tasks/t?wait=PT0S");
    }

    @Test
    void shouldTellWhatAServiceRefuses() {
        String unknown =
                "{\"type\":\"urn:strand:problem:not-found\",\"title\":\"Not"
                        + " found\",\"status\":404}";
        String conflict =
                "{\"type\":\"urn:strand:problem:conflict\",\"title\":\"Conflict\",\"status\":409,\"detail\":\"it"
                    + " has ended\",\"state\":\"FAILED\",\"allowed\":[\"retry\"]}";
        service.then(404, unknown).then(409, conflict).thenText(502, "<h1>Bad gateway</h1>");

        assertThat(client.get("t")).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> client.controls().cancel("t", new Remark("late", null)))
                .isInstanceOfSatisfying(
                        StrandException.class,
                        refused -> {
                            assertThat(refused).hasMessage("409 Conflict: it has ended");
                            assertThat(refused.problem().allowed()).containsExactly("retry");
                        });
        assertThat(service.asked(1).body()).isEqualTo("{\"reason\":\"late\"}");
        assertThatThrownBy(() -> client.group("g"))
                .isInstanceOf(StrandException.class)
                .hasMessageContaining("502")
                .hasMessageContaining("Bad gateway");
    }

    @Test
    void shouldTellWhereNobodyAnswers() {
        service.close();

        assertThatThrownBy(() -> client.get("t"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("/api/tasks/t");
    }

    @Test
    void shouldReadWhatAReasonIsAbout() {
        service.then(
                200,
                "{\"taskId\":\"t\",\"groupId\":\"g\",\"status\":\"QUEUED\",\"source\":\"owner\","
                        + "\"at\":\"2026-12-01T08:00:00.000Z\",\"reasons\":[{\"code\":"
                        + "\"NO_PERMIT\",\"sentence\":\"No permit is free.\",\"inUse\":9,"
                        + "\"limit\":9}]}");

        Why.Reason reason = client.why("t").reasons().getFirst();

        assertThat(reason.code()).isEqualTo("NO_PERMIT");
        assertThat(reason.limit()).isEqualTo(9);
        assertThat(reason.blockedBy()).isNull();
    }
}

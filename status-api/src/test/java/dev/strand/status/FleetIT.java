package dev.strand.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactStatus;
import java.net.http.HttpResponse;
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

/** Two instances share the partitions, and each answers for both. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FleetIT {
    private static final int TASKS = 24;
    private static final int WAITS = 2_000;

    @TempDir private static Path directory;

    private static TwoInstances instances;
    private static StatusUnderTest one;
    private static StatusUnderTest two;

    @BeforeAll
    static void start() {
        instances = new TwoInstances(directory, Map.of());
        one = instances.one();
        two = instances.two();
    }

    @AfterAll
    static void stop() {
        instances.close();
    }

    @Test
    void shouldGiveTheSameAnswersWhicheverInstanceIsAsked() {
        String type = "shared-" + UUID.randomUUID();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            String id = type + "-" + i;
            RecordMetadata at = one.submit("g" + i, id, type);
            assertThat(two.get(StatusUnderTest.at(at, id)).statusCode()).isEqualTo(200);
            assertThat(one.get("/api/tasks/" + id).statusCode()).isEqualTo(200);
            ids.add(id);
        }
        for (StatusUnderTest each : List.of(one, two)) {
            List<String> seen = new ArrayList<>();
            String cursor = "";
            StatusUnderTest asked = each;
            do {
                JsonNode page = asked.getJson("/api/tasks?limit=5&type=" + type + cursor);
                page.get("tasks").forEach(task -> seen.add(task.get("taskId").asText()));
                assertThat(page.has("partial")).isFalse();
                cursor =
                        page.has("nextCursor")
                                ? "&cursor=" + page.get("nextCursor").asText()
                                : null;
                asked = asked == one ? two : one;
            } while (cursor != null);
            assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
        }
        for (int i = 0; i < TASKS; i++) {
            String group = "/api/groups/g" + i;
            assertThat(one.getJson(group)).isEqualTo(two.getJson(group));
            assertThat(one.getJson(group + "/tasks").get("queue"))
                    .isEqualTo(two.getJson(group + "/tasks").get("queue"));
        }
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(two.getJson("/api/stats").get("tasks"))
                                .isEqualTo(one.getJson("/api/stats").get("tasks")));
        assertThat(one.get("/api/tasks/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldTellChangesOfAllPartitionsWhicheverInstanceIsFollowed() throws Exception {
        String type = "told-" + UUID.randomUUID();
        try (EventClient events = new EventClient(two.url() + "/api/events", null)) {
            events.await(frame -> frame.id() != null);
            // The other instance is followed once somebody is here; it is greeted with a heartbeat.
            List<String> missing = new ArrayList<>();
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> {
                        String id = type + "-" + UUID.randomUUID();
                        RecordMetadata at = one.submit(id, id, type);
                        one.get(StatusUnderTest.at(at, id));
                        missing.add(id);
                        return missing.size() >= 40;
                    });
            String last = missing.getLast();
            events.await(frame -> frame.statesOf(last).contains("QUEUED"));
        }
    }

    @Test
    void shouldResumeAtAnotherInstanceWithWhatChangedMeanwhile() throws Exception {
        String id;
        try (EventClient events = new EventClient(one.url() + "/api/events", null)) {
            id = events.await(frame -> frame.id() != null).id();
        }
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            String task = "missed-" + UUID.randomUUID();
            RecordMetadata at = one.submit(task, task, "email");
            one.get(StatusUnderTest.at(at, task));
            missed.add(task);
        }
        List<String> told = new ArrayList<>();
        try (EventClient events = new EventClient(two.url() + "/api/events", id)) {
            while (!told.containsAll(missed)) {
                EventClient.Frame frame =
                        events.await(any -> EventClient.TASKS.equals(any.name()) || isReset(any));
                assertThat(isReset(frame)).as(frame.data()).isFalse();
                frame.json().get("tasks").forEach(task -> told.add(task.get("taskId").asText()));
            }
        }
        assertThat(told).doesNotHaveDuplicates();
    }

    private static boolean isReset(EventClient.Frame frame) {
        return "reset".equals(frame.name());
    }

    @Test
    void shouldTellWhateverHappensAfterTheFirstFrame() throws Exception {
        for (StatusUnderTest each : List.of(one, two)) {
            try (EventClient events = new EventClient(each.url() + "/api/events", null)) {
                events.await(frame -> frame.id() != null);
                List<String> ids = new ArrayList<>();
                for (int i = 0; i < TASKS; i++) {
                    String id = "at-once-" + UUID.randomUUID();
                    one.submit(id, id, "email");
                    ids.add(id);
                }
                while (!ids.isEmpty()) {
                    EventClient.Frame frame =
                            events.await(any -> ids.stream().anyMatch(id -> any.tells(id)));
                    ids.removeIf(frame::tells);
                }
            }
        }
    }

    @Test
    void shouldRefuseToGuessWhatAPositionThatIsNotWholeMissed() throws Exception {
        String part = "0.0.0";
        try (EventClient events = new EventClient(two.url() + "/api/events", part)) {
            events.await(FleetIT::isReset);
        }
    }

    @Test
    void shouldWaitForThousandsOfTasksOfBothInstancesAndForgetThoseThatEnded() {
        String group = "crowd-" + UUID.randomUUID();
        List<RecordMetadata> records = new ArrayList<>();
        List<CompletableFuture<HttpResponse<String>>> waits = new ArrayList<>();
        for (int i = 0; i < WAITS; i++) {
            String id = group + "-" + i;
            RecordMetadata at = one.submit(id, id, "email");
            records.add(at);
            String path = StatusUnderTest.at(at, id) + "&wait=PT60S";
            waits.add((i % 2 == 0 ? one : two).getLater(path));
        }
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> TwoInstances.waiters(one) + TwoInstances.waiters(two) >= WAITS);
        for (int i = 0; i < WAITS; i++) {
            String id = group + "-" + i;
            one.happened(records.get(i), id, id, 1, FactStatus.COMPLETED);
        }
        for (CompletableFuture<HttpResponse<String>> wait : waits) {
            assertThat(StatusUnderTest.json(wait.join()).get("status").asText())
                    .isEqualTo("COMPLETED");
        }
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> TwoInstances.waiters(one) + TwoInstances.waiters(two) == 0);
    }

    @Test
    void shouldWaitForATaskOfTheOtherInstance() throws Exception {
        for (int i = 0; i < 6; i++) {
            String id = "waited-" + UUID.randomUUID();
            RecordMetadata at = one.submit(id, id, "email");
            String path = StatusUnderTest.at(at, id) + "&wait=PT20S";
            CompletableFuture<HttpResponse<String>> here = one.getLater(path);
            CompletableFuture<HttpResponse<String>> there = two.getLater(path);
            one.happened(at, id, id, 1, FactStatus.COMPLETED);
            for (CompletableFuture<HttpResponse<String>> answer : List.of(here, there)) {
                JsonNode task = StatusUnderTest.json(answer.get(30, TimeUnit.SECONDS));
                assertThat(task.path("status").asText()).as(task.toString()).isEqualTo("COMPLETED");
            }
        }
    }

    @Test
    void shouldSendCommandsForTasksOfTheOtherInstance() {
        for (int i = 0; i < 6; i++) {
            String id = "commanded-" + UUID.randomUUID();
            RecordMetadata at = two.submit(id, id, "email");
            one.get(StatusUnderTest.at(at, id));
            HttpResponse<String> answer = one.post("/api/tasks/" + id + "/cancel", "");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
    }
}

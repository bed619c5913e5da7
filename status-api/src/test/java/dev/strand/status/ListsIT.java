package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.GroupChange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists of tasks and groups over HTTP, from real logs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ListsIT extends OneInstance {
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

        assertThat(status.getJson("/api/stats").get("tasks").get("QUEUED").asInt())
                .isGreaterThanOrEqualTo(3);
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
    void shouldFilterByLabelsTimesAndOrderAndCount() {
        String type = fresh("filtered");
        String tenant = fresh("acme");
        for (int i = 0; i < 6; i++) {
            String labels = i % 2 == 0 ? "{\"tenant\":\"" + tenant + "\"}" : "{}";
            String json =
                    "{\"type\":\"%s\",\"taskId\":\"%s\",\"labels\":%s}"
                            .formatted(type, type + "-" + i, labels);
            RecordMetadata last =
                    status.send(StatusUnderTest.TOPICS.tasks().name(), null, "g" + i, json);
            status.get(at(last, type + "-" + i));
        }
        assertThat(ids("/api/tasks?sort=oldest&label.tenant=" + tenant))
                .containsExactly(type + "-0", type + "-2", type + "-4");
        assertThat(ids("/api/tasks?sort=oldest&limit=500&type=" + type)).hasSize(6);
        assertThat(ids("/api/tasks?type=" + type + "&to=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(ids("/api/tasks?type=" + type + "&from=2020-01-01T00:00:00Z")).hasSize(6);
        assertThat(ids("/api/tasks?type=" + type + "&label.tenant=" + tenant)).hasSize(3);
        await().atMost(20, TimeUnit.SECONDS)
                .until(
                        () ->
                                status.getJson("/api/tasks?limit=2&count=true&type=" + type)
                                        .path("total")
                                        .asInt(),
                        Integer.valueOf(6)::equals);
    }

    @Test
    void shouldListWhatHasAllLabelsAndWhatAGroupDidInAMinute() {
        String tenant = fresh("acme");
        String group = fresh("minute");
        for (int i = 0; i < 6; i++) {
            String json =
                    "{\"type\":\"email\",\"taskId\":\"%s\",\"labels\":{\"tenant\":\"%s\",\"n\":\"%d\"}}"
                            .formatted(tenant + "-" + i, tenant, i % 3);
            RecordMetadata last =
                    status.send(
                            StatusUnderTest.TOPICS.tasks().name(),
                            null,
                            i < 4 ? group : "another",
                            json);
            status.get(at(last, tenant + "-" + i));
        }
        assertThat(ids("/api/tasks?label.n=1&label.tenant=" + tenant))
                .containsExactly(tenant + "-4", tenant + "-1");
        assertThat(ids("/api/tasks?sort=oldest&label.n=1&label.tenant=" + tenant))
                .containsExactly(tenant + "-1", tenant + "-4");
        assertThat(ids("/api/tasks?status=QUEUED&label.n=0&label.tenant=" + tenant))
                .containsExactly(tenant + "-3", tenant + "-0");
        Instant now = Instant.now();
        String minutes = "&from=" + now.minusSeconds(300) + "&to=" + now.plusSeconds(300);
        assertThat(ids("/api/tasks?sort=oldest&group=" + group + minutes))
                .containsExactly(tenant + "-0", tenant + "-1", tenant + "-2", tenant + "-3");
        String before = "&from=" + now.minusSeconds(700) + "&to=" + now.minusSeconds(650);
        assertThat(ids("/api/tasks?group=" + group + before)).isEmpty();
    }

    private static List<String> ids(String path) {
        List<String> ids = new ArrayList<>();
        status.getJson(path).get("tasks").forEach(task -> ids.add(task.get("taskId").asText()));
        return ids;
    }

    @Test
    void shouldListWhatIsScheduledApartFromWhatIsQueued() {
        String type = fresh("due");
        String json =
                "{\"type\":\"%s\",\"taskId\":\"%s\",\"notBefore\":\"2100-01-01T00:00:00Z\"}"
                        .formatted(type, type);
        RecordMetadata at = status.send(StatusUnderTest.TOPICS.tasks().name(), null, type, json);
        status.get(at(at, type));
        assertThat(ids("/api/tasks?limit=500&status=SCHEDULED")).contains(type);
        assertThat(ids("/api/tasks?limit=500&status=QUEUED&type=" + type)).isEmpty();
        assertThat(status.getJson("/api/stats").get("tasks").get("SCHEDULED").asInt()).isPositive();
    }

    @Test
    void shouldRefuseACursorOfAnotherListAndAMangledOne() {
        String type = fresh("cursor");
        for (int i = 0; i < 3; i++) {
            RecordMetadata last = status.submit("cursors" + i, type + "-" + i, type);
            status.get(at(last, type + "-" + i));
        }
        String list = "/api/tasks?limit=1&type=" + type;
        String cursor = status.getJson(list).get("nextCursor").asText();
        assertThat(status.get(list + "&cursor=" + cursor).statusCode()).isEqualTo(200);
        assertThat(status.get(list + "&sort=oldest&cursor=" + cursor).statusCode()).isEqualTo(400);
        assertThat(status.get("/api/tasks?limit=1&cursor=" + cursor).statusCode()).isEqualTo(400);
        String mangled = (cursor.charAt(3) == 'x' ? "y" : "x") + cursor.substring(1);
        assertThat(status.get(list + "&cursor=" + mangled).statusCode()).isEqualTo(400);
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
    void shouldFindGroupsByTheBeginningOfTheirIdsIdleOnesToo() {
        String id = fresh("found");
        String mark = "Zürich-" + id;
        List<String> groups = List.of(mark + "-a", mark + "-b", mark + "-c");
        RecordMetadata ended = status.submit(groups.getFirst(), id, "email");
        status.happened(ended, groups.getFirst(), id, 1, FactStatus.COMPLETED);
        for (String group : groups.subList(1, 3)) {
            String waits = fresh("waits");
            status.get(at(status.submit(group, waits, "email"), waits));
        }
        status.get(at(ended, id) + "&wait=PT10S&until=terminal");
        String prefix =
                "/api/groups?limit=2&prefix=" + URLEncoder.encode(mark, StandardCharsets.UTF_8);

        JsonNode first = status.getJson(prefix);
        JsonNode second = status.getJson(prefix + "&cursor=" + first.get("nextCursor").asText());

        assertThat(first.get("groups").findValuesAsText("groupId"))
                .containsExactlyElementsOf(groups.subList(0, 2));
        assertThat(first.get("groups").get(0).get("state").asText()).isEqualTo("IDLE");
        assertThat(second.get("groups").findValuesAsText("groupId"))
                .containsExactly(groups.getLast());
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(status.get(prefix + "&sort=depth").statusCode()).isEqualTo(400);
    }
}

package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Figures, errors, processors and reasons over HTTP, from real logs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FiguresIT extends OneInstance {
    @Test
    void shouldCountTasksByStateAndTypeAndTellHowLongTheyTook() {
        String type = fresh("counted");
        String group = fresh("counted");
        RecordMetadata done = status.submit(group, group + "-1", type);
        status.submit(group, group + "-2", type);
        status.happened(done, group, group + "-1", 1, FactStatus.COMPLETED);
        status.get("/api/tasks/" + group + "-1?wait=PT20S");

        JsonNode stats =
                await().atMost(20, TimeUnit.SECONDS)
                        .until(
                                () -> status.getJson("/api/stats"),
                                all ->
                                        all.path("tasks").has("COMPLETED")
                                                && !ofType(all, type).isMissingNode());
        JsonNode counts = ofType(stats, type);
        assertThat(counts.get("queued").asInt()).isEqualTo(1);
        assertThat(counts.get("completed").asInt()).isEqualTo(1);
        assertThat(stats.get("tasks").get("COMPLETED").asInt()).isPositive();
        assertThat(stats.get("groups").get("ACTIVE").asInt()).isPositive();
        assertThat(stats.get("history")).hasSize(120);
        assertThat(stats.get("oldestWaitingSince").asText()).isNotEmpty();
        int completed = 0;
        for (JsonNode step : stats.get("history")) {
            completed += step.get("completed").asInt();
        }
        assertThat(completed).isPositive();
        assertThat(stats.get("runMillis").get("max").asInt()).isPositive();
    }

    private static JsonNode ofType(JsonNode stats, String type) {
        return named(stats.path("byType"), type);
    }

    private static JsonNode named(JsonNode types, String type) {
        for (JsonNode each : types) {
            if (each.get("type").asText().equals(type)) {
                return each;
            }
        }
        return MissingNode.getInstance();
    }

    @Test
    void shouldPutErrorsOfOneKindTogether() {
        String group = fresh("errors");
        List<String> groups = List.of(group + "-a", group + "-b");
        for (String each : groups) {
            RecordMetadata at = status.submit(each, each, "email");
            status.happened(at, each, each, 1, FactStatus.FAILED);
            status.get("/api/tasks/" + each + "?wait=PT20S");
        }
        JsonNode boom =
                await().atMost(20, TimeUnit.SECONDS)
                        .until(
                                () -> status.getJson("/api/errors").path("errors").path(0),
                                error -> error.path("groups").asInt() >= 2);
        assertThat(boom.get("type").asText()).isEqualTo("Boom");
        assertThat(boom.get("frame").asText()).isEqualTo("Boom");

        JsonNode letters =
                status.getJson(
                        "/api/dead-letters?limit=500&error=" + boom.get("fingerprint").asText());
        List<String> ids = new ArrayList<>();
        letters.get("deadLetters").forEach(letter -> ids.add(letter.get("taskId").asText()));
        assertThat(ids).containsAll(groups);
        assertThat(letters.get("deadLetters").get(0).get("attempts").asInt()).isPositive();
    }

    @Test
    void shouldSayWhichProcessorOwnsWhatAndNoticeItsSilence() {
        String group = fresh("owned");
        RecordMetadata at = status.submit(group, group, "email");
        status.happened(
                at,
                new Owner(
                        StatusUnderTest.OWNER,
                        OwnerKind.CLAIM,
                        0,
                        "processor-1",
                        false,
                        List.of(),
                        "127.0.0.1:1"));
        status.get(at(at, group));
        JsonNode owned =
                await().atMost(20, TimeUnit.SECONDS)
                        .until(
                                () -> status.getJson("/api/processors"),
                                all -> !all.path("processors").isEmpty());
        JsonNode processor = owned.get("processors").get(0);
        assertThat(processor.get("instance").asText()).isEqualTo("processor-1");
        assertThat(processor.get("address").asText()).isEqualTo("127.0.0.1:1");
        assertThat(processor.get("reachable").asBoolean()).isFalse();
        assertThat(processor.get("problem").asText()).isEqualTo("nobody answers there");

        await().atMost(30, TimeUnit.SECONDS)
                .until(
                        () ->
                                status.getJson("/api/groups/" + group + "/why")
                                        .path("reasons")
                                        .path(0)
                                        .path("code")
                                        .asText(),
                        "NO_OWNER"::equals);
        assertThat(status.getJson("/api/processors").get("unowned"))
                .hasSize(StatusUnderTest.PARTITIONS);

        status.restart();
        status.awaitReady();
        await("who was silent before the start counts as silent soon after it")
                .atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> status.getJson("/api/processors").path("unowned").size(),
                        unowned -> unowned == StatusUnderTest.PARTITIONS);
    }

    @Test
    void shouldSayOnceThatATypeIsPausedWhateverTheNumberOfPartitions() {
        for (int partition = 0; partition < StatusUnderTest.PARTITIONS; partition++) {
            GroupChange pause =
                    new GroupChange(
                            "~type:held",
                            true,
                            1_000,
                            StatusUnderTest.OWNER,
                            "the bank is down",
                            "ada");
            status.happened(partition, pause);
        }

        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> {
                    JsonNode types = status.getJson("/api/stats").get("paused").get("types");
                    assertThat(types)
                            .hasToString(
                                    "[{\"type\":\"held\",\"reason\":\"the bank is"
                                            + " down\",\"by\":\"ada\"}]");
                });
        JsonNode held = named(status.getJson("/api/types").get("types"), "held");
        assertThat(held.get("paused").asBoolean()).isTrue();
        assertThat(held.get("pause").get("by").asText()).isEqualTo("ada");
        assertThat(held.get("pause").get("reason").asText()).isEqualTo("the bank is down");
    }

    @Test
    void shouldSayBehindWhichTaskATaskWaits() {
        String group = fresh("why");
        RecordMetadata head = status.submit(group, group + "-1", "email");
        RecordMetadata next = status.submit(group, group + "-2", "email");
        status.happened(head, group, group + "-1", 1, FactStatus.STARTED);
        status.get(at(next, group + "-2"));
        status.get("/api/tasks/" + group + "-1?wait=PT20S&until=started");

        JsonNode why = status.getJson("/api/tasks/" + group + "-2/why");
        assertThat(why.get("source").asText()).isEqualTo("log");
        JsonNode reason = why.get("reasons").get(0);
        assertThat(reason.get("code").asText()).isEqualTo("BEHIND");
        assertThat(reason.get("blockedBy").get("taskId").asText()).isEqualTo(group + "-1");
        assertThat(reason.get("sentence").asText()).contains("which runs");
        assertThat(status.get("/api/tasks/unknown/why").statusCode()).isEqualTo(404);
        assertThat(status.get("/api/groups/unknown/why").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldOrderGroupsByDepthAndShowTheWall() {
        String deep = fresh("deep");
        String shallow = fresh("shallow");
        status.get(at(status.submit(shallow, shallow, "email"), shallow));
        for (int i = 0; i < 39; i++) {
            status.submit(deep, deep + "-" + i, "email");
        }
        status.get(at(status.submit(deep, deep + "-39", "email"), deep + "-39"));
        JsonNode groups = status.getJson("/api/groups?sort=depth&limit=1");
        assertThat(groups.get("groups").get(0).get("groupId").asText()).isEqualTo(deep);
        assertThat(groups.get("groups").get(0).get("depth").asInt()).isEqualTo(40);
        assertThat(groups.has("nextCursor")).isTrue();
        JsonNode second =
                status.getJson(
                        "/api/groups?sort=depth&limit=1&cursor="
                                + groups.get("nextCursor").asText());
        assertThat(second.get("groups").path(0).path("groupId").asText()).isNotEqualTo(deep);
        assertThat(status.getJson("/api/groups?sort=age").get("groups")).isNotEmpty();

        JsonNode wall = status.getJson("/api/groups/wall");
        assertThat(wall.get("fields").get(0).asText()).isEqualTo("groupId");
        JsonNode cell = MissingNode.getInstance();
        for (JsonNode row : wall.get("rows")) {
            cell = row.get(0).asText().equals(deep) ? row : cell;
        }
        assertThat(cell.path(1).asText()).isEqualTo("ACTIVE");
        assertThat(cell.path(2).asInt()).isEqualTo(40);
        assertThat(cell.path(4).asText()).isNotEmpty();
    }
}

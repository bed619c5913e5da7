package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strand.core.log.Reserved;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.guarantee.Guarantees;
import dev.strand.testing.history.LoggedStatus;
import dev.strand.testing.history.StrandLogs;
import dev.strand.testing.trace.FileTrace;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Started;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All of Strand in one process, with a task in every state in which one can wait, is killed with -9
 * and started again. Nothing of any state is lost, and every task then runs to its end. One life of
 * the process for all states, and a second one for the handler that was missing.
 */
@Timeout(420)
class KilledInEveryStateIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration SCHEDULED_IN = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a task must say after the kill as it did before. */
    private static final List<String> KEPT =
            List.of(
                    "status",
                    "run",
                    "attempt",
                    "nextAttemptAt",
                    "notBefore",
                    "progress",
                    "error",
                    "priority",
                    "sequence",
                    "submittedAt");

    @TempDir private Path directory;

    @Test
    void shouldLoseNothingOfAnyState() throws Exception {
        try (StrandProcess strand = new StrandProcess(directory, WaitingTasks::limits);
                FileTrace trace = FileTrace.open(strand.trace())) {
            Instant scheduled = Instant.now().plus(SCHEDULED_IN).truncatedTo(ChronoUnit.MILLIS);
            WaitingTasks.submitAll(strand, scheduled);
            awaitReasons(strand, WaitingTasks.WAITING.keySet());
            strand.control("/api/pause", "{\"reason\":\"everything\",\"by\":\"ada\"}");
            awaitPauseOfAll(strand);
            await().until(() -> task(strand, "running").has("progress"));
            Map<String, JsonNode> before = tasks(strand);
            List<JsonNode> pauses = pauses(strand);
            int starts = starts(trace, "").size();

            strand.kill();
            trace.died(strand.pid());
            strand.restart(WaitingTasks::limits);

            await().untilAsserted(
                            () -> assertThat(codes(strand, "no-permit")).contains("PAUSED_ALL"));
            await().untilAsserted(() -> assertThat(tasks(strand)).isEqualTo(before));
            await().untilAsserted(() -> assertThat(pauses(strand)).isEqualTo(pauses).hasSize(3));
            awaitReasons(strand, WaitingTasks.HELD_BY_MORE_THAN_TIME);
            assertThat(starts(trace, "")).as("starts").hasSize(starts);
            strand.control("/api/resume", "{}");
            WaitingTasks.letGo(strand);
            for (String task : WaitingTasks.ALL_BUT_THE_UNHANDLED) {
                assertThat(strand.outcome(task, LIMIT)).contains(WaitingTasks.COMPLETED);
            }
            assertThat(codes(strand, "no-handler")).contains("NO_HANDLER");
            strand.kill();
            trace.died(strand.pid());
            strand.restart(
                    command -> WaitingTasks.limits(command).classPathFirst(withTheLateHandler()));
            assertThat(strand.outcome("no-handler", LIMIT)).contains(WaitingTasks.COMPLETED);

            Guarantees.checkAll(trace.events(), StrandLogs.read(strand.bootstrapServers()), 2);
            Instant nextAttempt = nextAttemptOf("later", before);
            assertThat(starts(trace, "later").getLast().at()).isAfterOrEqualTo(nextAttempt);
            assertThat(starts(trace, "later").getLast().execution().attempt()).isEqualTo(2);
            assertThat(starts(trace, "scheduled").getFirst().at()).isAfterOrEqualTo(scheduled);
            assertThat(starts(trace, "parking")).hasSize(2);
        }
    }

    /** A directory that makes the handler known which was missing. */
    private Path withTheLateHandler() {
        try {
            Path services =
                    Files.createDirectories(directory.resolve("late").resolve("META-INF/services"));
            Files.writeString(
                    services.resolve("dev.strand.handler.TaskHandler"),
                    LateHandler.class.getName() + "\n");
            return directory.resolve("late");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode task(StrandProcess strand, String taskId) throws Exception {
        return JSON.readTree(strand.get("/api/tasks/" + taskId));
    }

    /** What must be the same after the kill; whether a scheduled task is due, the clock says. */
    private static Map<String, JsonNode> tasks(StrandProcess strand) throws Exception {
        Map<String, JsonNode> tasks = new LinkedHashMap<>();
        for (String taskId : WaitingTasks.WAITING.keySet()) {
            ObjectNode task = ((ObjectNode) task(strand, taskId)).retain(KEPT);
            tasks.put(taskId, taskId.equals("scheduled") ? task.without("status") : task);
        }
        tasks.put("parking", ((ObjectNode) task(strand, "parking")).retain(KEPT));
        return tasks;
    }

    private static Instant nextAttemptOf(String taskId, Map<String, JsonNode> tasks) {
        JsonNode task = tasks.getOrDefault(taskId, JSON.createObjectNode());
        return Instant.parse(task.path("nextAttemptAt").asText());
    }

    private static JsonNode why(StrandProcess strand, String taskId) throws Exception {
        JsonNode task = task(strand, taskId);
        String path =
                "/internal/groups/%s/why?partition=%d&taskId=%s"
                        .formatted(
                                task.path("groupId").asText(),
                                task.path("partition").asInt(),
                                taskId);
        return JSON.readTree(strand.ofProcessor(path)).path("reasons");
    }

    private static List<String> codes(StrandProcess strand, String taskId) throws Exception {
        return why(strand, taskId).findValuesAsText("code");
    }

    /** Every partition has been told to pause, and knows it. */
    private static void awaitPauseOfAll(StrandProcess strand) {
        StrandLogs logs =
                new StrandLogs(strand.bootstrapServers(), Topics.withPrefix(Topics.DEFAULT_PREFIX));
        await().until(() ->
                logs.partitions().stream()
                        .allMatch(partition ->
                                partition.status().stream()
                                        .anyMatch(KilledInEveryStateIT::isPauseOfAll)));
    }

    private static boolean isPauseOfAll(LoggedStatus logged) {
        return logged.content() instanceof Decoded.Ok<StatusRecord>(StatusRecord record)
                && record instanceof GroupChange change
                && change.groupId().equals(Reserved.ALL);
    }

    private static void awaitReasons(StrandProcess strand, Collection<String> taskIds) {
        for (String taskId : taskIds) {
            await().untilAsserted(() ->
                    assertThat(codes(strand, taskId))
                            .as(taskId)
                            .contains(WaitingTasks.WAITING.get(taskId)));
        }
    }

    /** Who paused what, why and since when, as the owners know it. */
    private static List<JsonNode> pauses(StrandProcess strand) throws Exception {
        List<JsonNode> pauses = new ArrayList<>();
        Map<String, String> shownBy =
                Map.of(
                        "in-paused-group", "PAUSED_GROUP",
                        "of-paused-type", "PAUSED_TYPE",
                        "no-permit", "PAUSED_ALL");
        for (Map.Entry<String, String> shown : new TreeMap<>(shownBy).entrySet()) {
            for (JsonNode reason : why(strand, shown.getKey())) {
                if (reason.path("code").asText().equals(shown.getValue())) {
                    pauses.add(((ObjectNode) reason).without("sentence"));
                    assertThat(reason.has("by") && reason.has("since") && reason.has("reason"))
                            .as("who, when and why: %s", reason)
                            .isTrue();
                }
            }
        }
        return pauses;
    }

    private static List<Started> starts(FileTrace trace, String taskId) {
        List<Started> starts = new ArrayList<>();
        for (TraceEvent event : trace.events()) {
            if (event instanceof Started started
                    && (taskId.isEmpty() || started.execution().taskId().equals(taskId))) {
                starts.add(started);
            }
        }
        return starts;
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(200)).atMost(LIMIT);
    }
}

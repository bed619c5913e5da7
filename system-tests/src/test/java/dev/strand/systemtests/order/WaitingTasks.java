package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.testing.process.JavaCommand;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One task in every state in which it can wait, and what lets go of each. */
final class WaitingTasks {
    static final String COMPLETED = "\"status\":\"COMPLETED\"";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** The tasks that wait, and what the owner of their group says of them before the kill. */
    static final Map<String, String> WAITING = new LinkedHashMap<>();

    static {
        WAITING.put("scheduled", "NOT_DUE");
        WAITING.put("running", "RUNNING");
        WAITING.put("behind", "BEHIND");
        WAITING.put("later", "RETRY_LATER");
        WAITING.put("parked-behind", "PARKED");
        WAITING.put("in-paused-group", "PAUSED_GROUP");
        WAITING.put("of-paused-type", "PAUSED_TYPE");
        WAITING.put("no-permit", "NO_TYPE_PERMIT");
        WAITING.put("rate", "RATE_LIMITED");
        WAITING.put("group-rate", "GROUP_RATE_LIMITED");
        WAITING.put("broken-3", "BREAKER_OPEN");
        WAITING.put("no-handler", "NO_HANDLER");
    }

    /** What these wait for is in the log and does not pass with time or with the process. */
    static final List<String> HELD_BY_MORE_THAN_TIME =
            List.of("parked-behind", "in-paused-group", "of-paused-type", "no-handler");

    /** These run to their end as soon as they are let go. */
    static final List<String> ALL_BUT_THE_UNHANDLED =
            Stream.concat(
                            WAITING.keySet().stream().filter(id -> !id.equals("no-handler")),
                            Stream.of("parking", "permit-holder", "broken-1", "broken-2"))
                    .toList();

    private WaitingTasks() {}

    /** The limits that some of them wait for. */
    static JavaCommand limits(JavaCommand command) {
        String types = "STRAND_PROCESSOR_TYPES_";
        return command.environment(types + "ONE_PERMIT__PERMITS", "1")
                .environment(types + "RATED__RATE_PER_SECOND", "0.01")
                .environment(types + "GROUP_RATED__GROUP_RATE_PER_SECOND", "0.01")
                .environment(types + "FRAIL__BREAKER__WINDOW", "2")
                .environment(types + "FRAIL__BREAKER__PROBES", "1")
                .environment(types + "FRAIL__BREAKER__OPEN_FOR", "PT5S");
    }

    /** Submits them, and pauses what they wait for. */
    static void submitAll(StrandProcess strand, Instant scheduled) throws Exception {
        List<String> tasks = new ArrayList<>();
        tasks.add(task("first", "paused", "gated", "", "", ""));
        tasks.add(
                task(
                        "scheduled",
                        "scheduled",
                        "gated",
                        "",
                        "",
                        ",\"notBefore\":\"" + scheduled + "\""));
        tasks.add(task("later", "later", "gated", "later", "", ""));
        tasks.add(task("running", "running", "gated", "wait", "running", ""));
        tasks.add(task("behind", "running", "gated", "", "", ""));
        tasks.add(task("parking", "parking", "gated", "refuse", "", ",\"onFailure\":\"PARK\""));
        tasks.add(task("parked-behind", "parking", "gated", "", "", ""));
        tasks.add(task("permit-holder", "permit", "one-permit", "wait", "permit", ""));
        tasks.add(task("rate-first", "rate-first", "rated", "", "", ""));
        tasks.add(task("group-rate-first", "group-rate", "group-rated", "", "", ""));
        tasks.add(task("group-rate", "group-rate", "group-rated", "", "", ""));
        tasks.add(task("no-handler", "no-handler", "late", "", "", ""));
        for (int i = 1; i <= 3; i++) {
            String often = ",\"retry\":{\"maxAttempts\":50,\"maxDelay\":\"PT2S\"}";
            tasks.add(task("broken-" + i, "broken-" + i, "frail", "break", "third", often));
        }
        strand.submit(tasks);
        assertThat(strand.outcome("first", LIMIT)).contains(COMPLETED);
        assertThat(strand.outcome("rate-first", LIMIT)).contains(COMPLETED);
        strand.control("/api/groups/paused/pause", "{\"reason\":\"the group\",\"by\":\"bob\"}");
        strand.control("/api/types/held/pause", "{\"reason\":\"the type\",\"by\":\"eve\"}");
        Awaitility.await().atMost(LIMIT).until(() -> isRunning(strand, "permit-holder"));
        strand.submit(
                List.of(
                        task("in-paused-group", "paused", "gated", "", "", ""),
                        task("of-paused-type", "held", "held", "", "", ""),
                        task("no-permit", "no-permit", "one-permit", "", "", ""),
                        task("rate", "rate", "rated", "", "", "")));
    }

    private static String task(
            String taskId, String group, String type, String what, String gate, String more) {
        return "{\"taskId\":\"%s\",\"groupId\":\"%s\",\"type\":\"%s\",\"payload\":{\"what\":\"%s\",\"gate\":\"%s\"}%s}"
                .formatted(taskId, group, type, what, gate, more);
    }

    /** Lets go of all that holds a task. */
    static void letGo(StrandProcess strand) throws Exception {
        for (String gate : List.of("running", "permit", "third")) {
            Files.createFile(strand.trace().resolveSibling("gate-" + gate));
        }
        strand.control("/api/groups/paused/resume", "{}");
        strand.control("/api/types/held/resume", "{}");
        strand.control("/api/groups/parking/unpark", "{\"action\":\"RETRY\"}");
    }

    private static boolean isRunning(StrandProcess strand, String taskId) throws Exception {
        return strand.get("/api/tasks/" + taskId).contains("\"status\":\"RUNNING\"");
    }
}

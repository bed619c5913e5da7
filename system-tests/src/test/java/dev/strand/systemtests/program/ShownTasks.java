package dev.strand.systemtests.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.core.log.RunId;
import dev.strand.testing.model.GroupStory;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** What the status API shows of a group, and what it should. */
final class ShownTasks {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private ShownTasks() {}

    /** The status API says of the newest run in every place what the log says. */
    static void check(Asking asking, GroupStory story) {
        Map<String, String> expected = expected(story);
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(shown(asking, story.groupId()))
                                .as("group %s by the status API", story.groupId())
                                .isEqualTo(expected));
    }

    private static Map<String, String> expected(GroupStory story) {
        Map<Long, RunId> newest = new HashMap<>();
        for (RunId run : story.ends().keySet()) {
            newest.merge(run.sequence(), run, (a, b) -> a.run() > b.run() ? a : b);
        }
        Map<String, String> expected = new HashMap<>();
        story.ends()
                .forEach((run, end) -> {
                    if (run.equals(newest.get(run.sequence()))) {
                        expected.put(run.taskId() + "/" + run.run(), end.status().name());
                    }
                });
        return expected;
    }

    private static Map<String, String> shown(Asking asking, String group) throws IOException {
        Map<String, String> shown = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page =
                    JSON.readTree(asking.get("/api/tasks?limit=200&group=" + group + cursor));
            for (JsonNode task : page.path("tasks")) {
                shown.put(
                        task.path("taskId").asText() + "/" + task.path("run").asInt(),
                        task.path("status").asText());
            }
            String next = page.path("nextCursor").asText("");
            cursor = next.isEmpty() ? "" : "&cursor=" + Asking.encoded(next);
        } while (!cursor.isEmpty());
        return shown;
    }
}

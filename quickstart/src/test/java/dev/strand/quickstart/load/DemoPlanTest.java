package dev.strand.quickstart.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.task.TaskSubmission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoPlanTest {
    private static final int TASKS = 5_000;
    private static final int RATE = 10;

    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertThat(tasks(17)).isEqualTo(tasks(17));
        assertThat(tasks(17)).isNotEqualTo(tasks(18));
    }

    @Test
    void shouldKeepTheContract() throws Exception {
        TaskCodec codec = new TaskCodec(TaskCodec.DEFAULT_MAX_PAYLOAD_BYTES);
        ObjectMapper json = new ObjectMapper();
        Set<String> ids = new HashSet<>();
        for (DemoTask task : tasks(17)) {
            TaskSubmission submission =
                    codec.decodeSubmission(json.writeValueAsBytes(task.body())).orThrow();

            assertThat(submission.type()).isIn("demo", "data", "image");
            assertThat(ids.add(submission.taskId())).isTrue();
        }
    }

    @Test
    void shouldMixEveryKindOfTaskOverManyGroups() {
        List<DemoTask> tasks = tasks(17);

        assertThat(tasks).anyMatch(task -> payload(task).containsKey("failPermanently"));
        assertThat(tasks).anyMatch(task -> payload(task).containsKey("steps"));
        assertThat(tasks)
                .anyMatch(task ->
                        payload(task).containsKey("failTimes") && task.body().containsKey("retry"));
        assertThat(tasks).anyMatch(task -> task.body().containsKey("priority"));
        assertThat(tasks)
                .extracting(task -> task.body().get("type"))
                .contains("demo", "data", "image");
        assertThat(workByGroup(tasks)).hasSizeGreaterThan(50).containsKey("customer-17");
    }

    @Test
    void shouldGiveNoGroupMoreThanItCanDoInTheLongRun() {
        long durationMs = 1_000L * TASKS / RATE;

        assertThat(workByGroup(tasks(17)).values())
                .allSatisfy(ms -> assertThat(ms).isLessThan(durationMs));
    }

    private static List<DemoTask> tasks(long seed) {
        DemoPlan plan = new DemoPlan(seed, "demo");
        return new ArrayList<>(Stream.generate(plan::next).limit(TASKS).toList());
    }

    /** How long each group is busy or held by retries, in milliseconds, at most. */
    private static Map<String, Long> workByGroup(List<DemoTask> tasks) {
        Map<String, Long> work = new HashMap<>();
        for (DemoTask task : tasks) {
            long attempts = 1L + Math.min(2, (Integer) payload(task).getOrDefault("failTimes", 0));
            long sleepMs = (Integer) payload(task).getOrDefault("sleepMs", 0);
            long delaysMs = (attempts - 1) * 1_000;
            work.merge(
                    (String) task.body().get("groupId"), attempts * sleepMs + delaysMs, Long::sum);
        }
        return work;
    }

    @SuppressWarnings("unchecked") // the plan made it so
    private static Map<String, Object> payload(DemoTask task) {
        return (Map<String, Object>) Objects.requireNonNull(task.body().get("payload"));
    }
}

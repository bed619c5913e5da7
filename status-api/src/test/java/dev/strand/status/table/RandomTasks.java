package dev.strand.status.table;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.retry.RetryPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tasks of several types, some with labels, some that are due long ago or not for long. */
final class RandomTasks {
    static final List<String> TYPES = List.of("type0", "type1", "type2");

    /** Labels with the values that each may have. */
    static final Map<String, List<String>> LABELS =
            Map.of("team", List.of("red", "blue"), "tier", List.of("gold"));

    private static final List<Instant> DUE =
            List.of(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

    private RandomTasks() {}

    static Task of(Random random, String groupId, String taskId, long sequence) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        RawJson payload = RawJson.of("{\"n\":" + sequence + "}");
        Instant at = RandomLogs.at(sequence);
        return new Task(groupId, taskId, type, payload, options(random), at, null);
    }

    private static TaskOptions options(Random random) {
        Instant due = random.nextInt(3) > 0 ? null : DUE.get(random.nextInt(DUE.size()));
        return new TaskOptions(
                TaskOptions.DEFAULT_PRIORITY,
                due,
                null,
                TaskOptions.DEFAULT_TIMEOUT,
                RetryPolicy.DEFAULT,
                TaskOptions.DEFAULT.onFailure(),
                labels(random));
    }

    /** Some of the labels, each with one of its values. */
    static Map<String, String> labels(Random random) {
        Map<String, String> labels = new TreeMap<>();
        for (String name : List.of("team", "tier")) {
            String value = value(random, name);
            if (value != null) {
                labels.put(name, value);
            }
        }
        return labels;
    }

    private static @Nullable String value(Random random, String name) {
        List<String> values = LABELS.getOrDefault(name, List.of());
        return random.nextBoolean() ? null : values.get(random.nextInt(values.size()));
    }
}

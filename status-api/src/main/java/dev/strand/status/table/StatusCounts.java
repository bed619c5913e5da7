package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** How many of something are in each state. Immutable. */
public final class StatusCounts {
    /** None in any state. */
    public static final StatusCounts NONE = new StatusCounts(new EnumMap<>(TaskStatus.class));

    private final Map<TaskStatus, Long> counts;

    private StatusCounts(Map<TaskStatus, Long> counts) {
        this.counts = counts;
    }

    /** With these counts; states that are missing have none. */
    public static StatusCounts of(Map<TaskStatus, Long> counts) {
        Map<TaskStatus, Long> copy = new EnumMap<>(TaskStatus.class);
        copy.putAll(counts);
        return new StatusCounts(copy);
    }

    /** How many are in a state. */
    public long of(TaskStatus status) {
        return counts.getOrDefault(status, 0L);
    }

    /** The sum of both. */
    public StatusCounts plus(StatusCounts other) {
        Map<TaskStatus, Long> sum = new EnumMap<>(TaskStatus.class);
        Arrays.stream(TaskStatus.values())
                .forEach(status -> sum.put(status, of(status) + other.of(status)));
        return new StatusCounts(sum);
    }
}

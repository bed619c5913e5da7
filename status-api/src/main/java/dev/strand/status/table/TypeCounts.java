package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many runs of each type are in each stored state, in one partition. What the table held at the
 * opening is counted in the background, so that a long history holds nothing up; until then the
 * counts are not complete. Written by the stream thread and that count, read by all.
 */
public final class TypeCounts {
    /** Stands for all types beyond the first {@link #MAX_TYPES}. */
    public static final String OTHERS = "~others";

    /** Types that are counted one by one. */
    static final int MAX_TYPES = 1_000;

    /** Codes of states are small numbers. */
    private static final int CODES = 16;

    private final Map<String, AtomicLongArray> byType = new ConcurrentHashMap<>();
    private volatile boolean complete;

    /** Whether everything has been counted that the table held at the opening. */
    public boolean isComplete() {
        return complete;
    }

    /** The counts of stored states, by type. */
    public Map<String, StatusCounts> byType() {
        Map<String, StatusCounts> copy = new TreeMap<>();
        byType.forEach((type, counts) -> {
            Map<TaskStatus, Long> values = new EnumMap<>(TaskStatus.class);
            for (TaskStatus status : TaskStatus.values()) {
                values.put(status, counts.get(Codes.of(status)));
            }
            copy.put(type, StatusCounts.of(values));
        });
        return copy;
    }

    void add(String type, TaskStatus status, long change) {
        counts(type).addAndGet(Codes.of(status), change);
    }

    void completed() {
        complete = true;
    }

    private AtomicLongArray counts(String type) {
        AtomicLongArray known = byType.get(type);
        if (known != null) {
            return known;
        }
        String name = byType.size() < MAX_TYPES ? type : OTHERS;
        return byType.computeIfAbsent(name, t -> new AtomicLongArray(CODES));
    }
}

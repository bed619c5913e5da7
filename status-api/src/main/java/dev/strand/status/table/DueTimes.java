package dev.strand.status.table;

import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How many queued runs of one partition have a due time, by that time. Written by the stream
 * thread, read by all.
 */
public final class DueTimes {
    private static final long STEP_MILLIS = 5_000;

    private final ConcurrentNavigableMap<Long, Long> counts = new ConcurrentSkipListMap<>();

    /** How many are due later than a time, to within {@value #STEP_MILLIS} milliseconds. */
    public long after(long millis) {
        long found = 0;
        for (long count : counts.tailMap(millis / STEP_MILLIS, false).values()) {
            found += count;
        }
        return found;
    }

    void add(long dueMillis, long change) {
        counts.compute(
                dueMillis / STEP_MILLIS,
                (step, count) -> {
                    long after = (count == null ? 0 : count) + change;
                    return after == 0 ? null : after;
                });
    }
}

package dev.strand.status.stats;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What happened in one partition in the last minutes, in steps of {@value #STEP_MILLIS} ms. By the
 * times that records carry and not by when they were read, so that reading a backlog looks like
 * what it is. Each kind of event is counted by one thread, and read by all.
 */
final class Timeline {
    static final long STEP_MILLIS = 5_000;

    /** Steps that are told: ten minutes. */
    static final int STEPS = 120;

    private static final int SLOTS = 128;

    /** What is counted. */
    enum Kind {
        /** Runs that were asked for. */
        SUBMITTED,
        /** Runs that have completed. */
        COMPLETED,
        /** Runs that have failed for good. */
        FAILED
    }

    private final Map<Kind, Series> counts;
    private final Series backlogs = new Series();

    /** A value for each of the last steps. */
    private static final class Series {
        private final AtomicLongArray steps = new AtomicLongArray(SLOTS);
        private final AtomicLongArray values = new AtomicLongArray(SLOTS);

        void add(long step) {
            int slot = (int) (step % SLOTS);
            if (steps.get(slot) != step) {
                values.set(slot, 0);
                steps.set(slot, step);
            }
            values.lazySet(slot, values.get(slot) + 1);
        }

        void set(long step, long value) {
            int slot = (int) (step % SLOTS);
            values.set(slot, value);
            steps.set(slot, step);
        }

        long at(long step) {
            int slot = (int) (step % SLOTS);
            return steps.get(slot) == step ? values.get(slot) : 0;
        }
    }

    Timeline() {
        Map<Kind, Series> series = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            series.put(kind, new Series());
        }
        counts = series;
    }

    private Series series(Kind kind) {
        return Objects.requireNonNull(counts.get(kind));
    }

    static long stepOf(long millis) {
        return millis / STEP_MILLIS;
    }

    /** Counts an event, unless it is older than what is told. Called by one thread per kind. */
    void add(Kind kind, long atMillis, long nowMillis) {
        long step = stepOf(Math.min(atMillis, nowMillis));
        if (step <= stepOf(nowMillis) - STEPS) {
            return;
        }
        series(kind).add(step);
    }

    /** Notes how many tasks live now. */
    void backlog(long live, long nowMillis) {
        backlogs.set(stepOf(nowMillis), live);
    }

    long count(Kind kind, long step) {
        return series(kind).at(step);
    }

    long backlog(long step) {
        return backlogs.at(step);
    }
}

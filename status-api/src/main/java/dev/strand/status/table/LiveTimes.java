package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Between which times the runs of one partition were submitted, all of them and those in each live
 * state. Walks need not begin outside, where there may be many deleted index rows. Never too narrow
 * for what is in the table. Written by the stream thread, read by all.
 */
public final class LiveTimes {
    private static final int ALL = 0;

    /** Codes of states are small numbers, from 1 on. */
    private static final int CODES = 16;

    private final AtomicLongArray oldest = new AtomicLongArray(CODES);
    private final AtomicLongArray newest = new AtomicLongArray(CODES);

    LiveTimes() {
        for (int code = 0; code < CODES; code++) {
            newest.set(code, Long.MAX_VALUE);
        }
    }

    /**
     * No run was submitted before that, in milliseconds.
     *
     * @param status only runs in this state, or null for all
     */
    public long oldest(@Nullable TaskStatus status) {
        return oldest.get(code(status));
    }

    /**
     * No run was submitted after that, in milliseconds; before {@link #oldest} where there is none.
     *
     * @param status only runs in this state, or null for all
     */
    public long newest(@Nullable TaskStatus status) {
        return newest.get(code(status));
    }

    /** A run in a state was put. */
    void put(@Nullable TaskStatus status, long millis) {
        int code = code(status);
        if (millis < oldest.get(code)) {
            oldest.set(code, millis);
        }
        if (millis > newest.get(code)) {
            newest.set(code, millis);
        }
    }

    /** The first and the last were found. */
    void found(@Nullable TaskStatus status, long oldestMillis, long newestMillis) {
        oldest.set(code(status), oldestMillis);
        newest.set(code(status), newestMillis);
    }

    /** There is none. */
    void nothing(@Nullable TaskStatus status) {
        found(status, Long.MAX_VALUE, 0);
    }

    /** Runs that have ended are as old as all are. */
    private static int code(@Nullable TaskStatus status) {
        return status == null || status.isTerminal() ? ALL : Codes.of(status);
    }
}

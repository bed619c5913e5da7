package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many runs of one partition wait, run and wait for a retry: the index rows of those states.
 * Written by the stream thread, read by all.
 */
public final class LiveCounts {
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong running = new AtomicLong();
    private final AtomicLong retrying = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    /** The number of runs in a live state; 0 for the states of ended runs, which nobody counts. */
    public long of(TaskStatus status) {
        return status.isTerminal() ? 0 : counter(status).get();
    }

    void add(TaskStatus status, long change) {
        counter(status).addAndGet(change);
    }

    private AtomicLong counter(TaskStatus status) {
        return switch (status) {
            case SCHEDULED, QUEUED -> waiting;
            case RUNNING -> running;
            case RETRYING -> retrying;
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> ended;
        };
    }
}

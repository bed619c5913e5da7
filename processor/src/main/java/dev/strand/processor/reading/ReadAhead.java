package dev.strand.processor.reading;

import java.util.concurrent.TimeUnit;

/**
 * Paces the reading of tasks. The log is a queue already: a task that is read long before it can
 * run costs a write to the checkpoint and another to take it out again, several times what it costs
 * to run. So, once enough runs are in memory to keep everything busy, tasks are read as fast as
 * runs end, and at least at {@value #MIN_PER_SECOND} a second all the same: groups and commands
 * further back in the log are reached in any case. Thread-safe.
 */
public final class ReadAhead {
    /** Runs in memory below which tasks are read as fast as they come. */
    static final int FREE_RUNS = 2_000;

    /** Tasks per second that are read however slowly runs end. */
    static final int MIN_PER_SECOND = 10_000;

    private static final long NANOS_PER_TASK = TimeUnit.SECONDS.toNanos(1) / MIN_PER_SECOND;

    private long runs;

    /** Tasks that may be read although enough runs are in memory; negative if too many were. */
    private long credit;

    private long creditedNanos = System.nanoTime();

    /** A task has been read that is to run. */
    public synchronized void read() {
        runs++;
        credit = Math.max(credit - 1, -FREE_RUNS);
    }

    /** Runs that were read have ended, or are no longer this process's. */
    public synchronized void ended(int ended) {
        runs -= ended;
    }

    /** Whether more tasks are to be read now. */
    public synchronized boolean isOpen(long nowNanos) {
        long earned = (nowNanos - creditedNanos) / NANOS_PER_TASK;
        if (earned > 0) {
            credit = Math.min(credit + earned, FREE_RUNS);
            creditedNanos = nowNanos;
        }
        return runs < FREE_RUNS || credit > 0;
    }

    /** Runs in memory that have been read since the start and have not ended. */
    public synchronized long runs() {
        return runs;
    }
}

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
    private final DueTimes due = new DueTimes();
    private final LiveTimes times = new LiveTimes();
    private final TypeCounts types = new TypeCounts();
    private final LiveGroups groups = new LiveGroups();
    private final Moves moves = new Moves();
    private final boolean known;
    private volatile Runnable counting = () -> {};

    LiveCounts() {
        this(true);
    }

    private LiveCounts(boolean known) {
        this.known = known;
    }

    /** Of a copy of a table, for which nobody counts. */
    public static LiveCounts unknown() {
        return new LiveCounts(false);
    }

    /** Whether no run is in a live state for certain. */
    public boolean isEmpty(TaskStatus status) {
        return known && !status.isTerminal() && of(status) == 0;
    }

    /** Whether the counts say what the table holds. */
    public boolean isKnown() {
        return known;
    }

    /** The number of runs in a live state; 0 for the states of ended runs, which nobody counts. */
    public long of(TaskStatus status) {
        return status.isTerminal() ? 0 : counter(status).get();
    }

    /** Runs by type and state, ended ones too. */
    public TypeCounts types() {
        return types;
    }

    /** The due times of queued runs that have one. */
    public DueTimes due() {
        return due;
    }

    /** Between which times runs were submitted. */
    public LiveTimes times() {
        return times;
    }

    /** The groups that are not idle. */
    public LiveGroups groups() {
        return groups;
    }

    /** Keeps runs from moving while lists are opened. */
    Moves moves() {
        return moves;
    }

    /**
     * Counts what the table held at the opening. To be run once, on any thread; takes as long as
     * the history is. Fails with {@code InvalidStateStoreException} where the table closes.
     */
    public void countHistory() {
        counting.run();
    }

    void counting(Runnable newCounting) {
        counting = newCounting;
    }

    void add(String type, TaskStatus status, long change) {
        add(status, change);
        types.add(type, status, change);
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

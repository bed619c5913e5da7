package dev.strand.status.stream;

import dev.strand.status.table.Durable;
import dev.strand.status.table.LiveCounts;
import dev.strand.status.table.Stores;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/**
 * How far both logs of one partition have been read. Written by its stream thread and by whoever
 * learns of committed and end offsets; read by all.
 */
public final class ReadPosition {
    /** Where a log ends is not known yet. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Executor wakers;
    private final AtomicLong waiterIds = new AtomicLong();
    private final ConcurrentSkipListSet<Waiter> waiters = new ConcurrentSkipListSet<>();
    private final AtomicLong tasks = new AtomicLong();
    private final AtomicLong status = new AtomicLong();
    private volatile long tasksHorizon = UNKNOWN;
    private volatile long statusHorizon = UNKNOWN;
    private volatile long tasksEnd = UNKNOWN;
    private volatile long statusEnd = UNKNOWN;
    private volatile boolean caughtUp;
    private volatile LiveCounts live = LiveCounts.unknown();
    private volatile @Nullable Stores stores;
    private volatile boolean open;
    private volatile boolean settled;
    private volatile boolean wantsCommitted;
    private volatile long committedTasks;
    private volatile long committedStatus;

    ReadPosition(Executor wakers) {
        this.wakers = wakers;
    }

    /** The stream task begins, with a table that is empty or not, and with its counts. */
    void open(boolean isFresh, Stores newStores, LiveCounts newLive) {
        live = newLive;
        stores = newStores;
        tasks.set(0);
        status.set(0);
        tasksHorizon = isFresh ? 0 : UNKNOWN;
        statusHorizon = isFresh ? 0 : UNKNOWN;
        tasksEnd = UNKNOWN;
        statusEnd = UNKNOWN;
        caughtUp = false;
        settled = false;
        wantsCommitted = false;
        committedTasks = 0;
        committedStatus = 0;
        open = true;
    }

    /** The stream task ends. */
    void close() {
        open = false;
        stores = null;
    }

    /**
     * The table itself, for readers: to look it up anew for every row would cost more than the row.
     *
     * @throws InvalidStateStoreException if the partition is not here, as the stores throw
     */
    public Stores stores() {
        Stores now = stores;
        if (now == null) {
            throw new InvalidStateStoreException("the partition has just left");
        }
        return now;
    }

    /** How many runs live in the partition. */
    public LiveCounts live() {
        return live;
    }

    /** Whether the partition is here now. */
    public boolean isOpen() {
        return open;
    }

    /** Offset in {@code strand.tasks} below which everything is in the table. */
    public long tasks() {
        return tasks.get();
    }

    /** Offset in {@code strand.status} below which everything is in the table. */
    public long status() {
        return status.get();
    }

    /**
     * Completes once the task record at an offset is in the table, or with a {@code
     * TimeoutException}.
     */
    public CompletableFuture<Void> reached(long sequence, Duration timeout) {
        if (tasks.get() > sequence) {
            return CompletableFuture.completedFuture(null);
        }
        Waiter waiter =
                new Waiter(sequence, waiterIds.getAndIncrement(), new CompletableFuture<>());
        waiters.add(waiter);
        wake();
        return waiter.future()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((nothing, failure) -> waiters.remove(waiter));
    }

    /** Everything below these offsets was in the table before the stream task opened it. */
    void committed(long tasksNext, long statusNext) {
        tasks.accumulateAndGet(tasksNext, Math::max);
        status.accumulateAndGet(statusNext, Math::max);
        nowCommitted(tasksNext, statusNext);
        wake();
    }

    /** Everything below these offsets has been committed by now, and is never read again. */
    void nowCommitted(long tasksNext, long statusNext) {
        committedTasks = tasksNext;
        committedStatus = statusNext;
    }

    /** Whether {@link #durable} is to be kept up to date. */
    void wantsCommitted(boolean isWanted) {
        wantsCommitted = isWanted;
    }

    boolean wantsCommitted() {
        return wantsCommitted;
    }

    /** How far has been committed, as far as that is known. */
    Durable durable() {
        return new Durable(committedTasks, committedStatus, status());
    }

    /** Whether nothing is read again that was read before the opening. */
    boolean isSettled() {
        return settled;
    }

    /** The logs ended here at some time after the stream task opened the table. */
    void horizon(long tasksNext, long statusNext) {
        tasksEnd = tasksNext;
        statusEnd = statusNext;
        if (tasksHorizon == UNKNOWN || statusHorizon == UNKNOWN) {
            tasksHorizon = tasksNext;
            statusHorizon = statusNext;
        }
    }

    boolean isHorizonKnown() {
        return tasksEnd != UNKNOWN && statusEnd != UNKNOWN;
    }

    /**
     * How many records the table still lacks of those that the logs had when it was opened: 0 once
     * all have been read, a negative number where that is not known yet.
     */
    public long behind() {
        if (caughtUp) {
            return 0;
        }
        if (!isHorizonKnown()) {
            return -1;
        }
        long left = Math.max(0, tasksEnd - tasks.get()) + Math.max(0, statusEnd - status.get());
        caughtUp = left == 0;
        return left;
    }

    boolean mayRepeatTask(long offset) {
        return offset < tasksHorizon;
    }

    boolean mayRepeatStatus(long offset) {
        return offset < statusHorizon;
    }

    /** True once: when both logs have been read up to where they ended at the opening. */
    boolean settles() {
        boolean isPast = tasks.get() >= tasksHorizon && status.get() >= statusHorizon;
        if (settled || !isPast) {
            return false;
        }
        settled = true;
        return true;
    }

    void readTask(long offset) {
        tasks.accumulateAndGet(offset + 1, Math::max);
        if (!waiters.isEmpty()) {
            wake();
        }
    }

    void readStatus(long offset) {
        status.accumulateAndGet(offset + 1, Math::max);
    }

    private void wake() {
        long next = tasks.get();
        for (Waiter waiter : waiters) {
            if (waiter.sequence() >= next) {
                return;
            }
            if (waiters.remove(waiter)) {
                wakers.execute(() -> waiter.future().complete(null));
            }
        }
    }

    private record Waiter(long sequence, long id, CompletableFuture<Void> future)
            implements Comparable<Waiter> {
        @Override
        public int compareTo(Waiter other) {
            int bySequence = Long.compare(sequence, other.sequence);
            return bySequence != 0 ? bySequence : Long.compare(id, other.id);
        }
    }
}

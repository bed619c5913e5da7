package dev.strand.core.owner;

import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.RunState;
import dev.strand.core.log.RunId;
import dev.strand.core.permit.Waiter;
import dev.strand.core.why.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A live group: the window on its queue and what it is doing. Guarded by the partition's lock. */
final class Lane {
    private final String groupId;
    private final TreeMap<Long, Queued> window = new TreeMap<>();
    private final Map<Long, Queued> scheduled = new HashMap<>();
    private final TreeSet<Queued> byDue = new TreeSet<>(Queued.BY_SCHEDULE);
    private final Expiries expiries = new Expiries();
    private GroupState state;
    private @Nullable RunId parkedBy;

    /** The run that has been started and has not ended: it goes on before any other. */
    private @Nullable Queued started;

    private long loadedUpTo = -1;
    private boolean hasMore;

    /** An attempt was made in this epoch: probation is over. */
    boolean isProven;

    /** When it is looked at again, or null if nothing waits for a time. */
    @Nullable Instant wakesAt;

    /** Until when the rate of the group lets its head wait, or null. */
    @Nullable Instant rateUntil;

    /** Whether {@link Holds} counts it. */
    boolean isCounted;

    /** What holds it, as counted. */
    Hold hold = Hold.NOTHING;

    /** The type of its head that has no handler here, as counted, or null. */
    @Nullable String missingType;

    @Nullable Attempt attempt;
    @Nullable Waiter waiter;

    Lane(String groupId, GroupState state) {
        this.groupId = groupId;
        this.state = state;
        this.parkedBy = state.parkedBy();
    }

    String groupId() {
        return groupId;
    }

    boolean isPaused() {
        return state.paused();
    }

    @Nullable RunId parkedBy() {
        return parkedBy;
    }

    /** The run whose failure holds the group, as far as has been read, or null. */
    void parkedBy(@Nullable RunId run) {
        parkedBy = run;
    }

    /** Who paused it, and why. Only while it is paused. */
    Reason.Pause pause() {
        return new Reason.Pause(state.by(), state.reason(), state.since());
    }

    /** When the first of its scheduled runs is due, or null. */
    @Nullable Instant nextSchedule() {
        return byDue.isEmpty() ? null : byDue.getFirst().due();
    }

    /** Takes what a command made of the group, unless a later one has been carried out already. */
    void take(GroupState newer) {
        if (newer.command() >= state.command()) {
            state = newer;
        }
    }

    /**
     * Takes a run that follows all loaded ones, unless the window is full or an earlier one is
     * still in the store only.
     */
    boolean offer(Queued queued, int windowTasks, Instant now) {
        if (hasMore || window.size() >= windowTasks) {
            hasMore = true;
            return false;
        }
        load(queued, now);
        return true;
    }

    /** Takes a run from the store. */
    void load(Queued queued, Instant now) {
        loadedUpTo = Math.max(loadedUpTo, queued.id().sequence());
        place(queued, now);
    }

    private void place(Queued queued, Instant now) {
        expiries.add(queued);
        if (queued.isScheduled(now)) {
            scheduled.put(queued.id().sequence(), queued);
            byDue.add(queued);
        } else {
            window.put(queued.id().sequence(), queued);
            holdIfStarted(queued);
        }
    }

    /** Moves scheduled runs that have become due into their places. */
    void wake(Instant now) {
        while (!byDue.isEmpty() && byDue.getFirst().isDue(now)) {
            Queued due = byDue.removeFirst();
            scheduled.remove(due.id().sequence());
            window.put(due.id().sequence(), due);
        }
    }

    /** The next time at which this lane may have something to do without anything happening. */
    @Nullable Instant nextWake(Instant now) {
        Instant next = nextSchedule();
        Queued head = head();
        if (head != null && attempt == null) {
            next = earlier(next, head.isDue(now) ? null : head.due());
            next = earlier(next, rateUntil);
        }
        return earlier(next, expiries.nextAfter(now));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /**
     * An attempt of this run has been made: it holds the lane until it has ended, against a
     * scheduled run before it that becomes due meanwhile, too.
     */
    void holdIfStarted(Queued queued) {
        if (queued.isStarted()) {
            started = queued;
        }
    }

    @Nullable Queued head() {
        if (started != null) {
            return started;
        }
        Map.Entry<Long, Queued> first = window.firstEntry();
        return first == null ? null : first.getValue();
    }

    @Nullable Queued find(long sequence) {
        Queued queued = window.get(sequence);
        return queued != null ? queued : scheduled.get(sequence);
    }

    /** The newest loaded run of a task, or null. */
    @Nullable Queued find(String taskId) {
        Queued found = null;
        for (Queued queued : window.values()) {
            found = queued.id().taskId().equals(taskId) ? queued : found;
        }
        for (Queued queued : scheduled.values()) {
            found = queued.id().taskId().equals(taskId) ? queued : found;
        }
        return found;
    }

    /** Its end is on its way: its time need not be watched any more. */
    void ends(Queued queued) {
        expiries.remove(queued);
    }

    /** Runs that are loaded, have not started, and may not any more: the next of them. */
    List<Queued> expired(Instant now) {
        return expiries.over(now);
    }

    boolean isRunning(long sequence) {
        return attempt != null && attempt.run().sequence() == sequence;
    }

    /** Takes what others did with a run of it. */
    void update(long sequence, RunState read, Instant now) {
        Queued queued = find(sequence);
        if (queued != null) {
            remove(sequence);
            queued.take(read);
            place(queued, now);
        }
    }

    void remove(long sequence) {
        Queued removed = window.remove(sequence);
        if (removed != null) {
            expiries.remove(removed);
            started = removed == started ? null : started;
        }
        Queued later = scheduled.remove(sequence);
        if (later != null) {
            expiries.remove(later);
            byDue.remove(later);
        }
    }

    /** Priority of its most urgent queued run: a run lends its priority to those before it. */
    int priority() {
        int highest = 1;
        for (Queued queued : window.values()) {
            highest = Math.max(highest, queued.task().options().priority());
        }
        return highest;
    }

    boolean wantsRefill(int windowTasks) {
        return hasMore && window.size() <= windowTasks / 4;
    }

    /**
     * Whether a run that was started may still be in the store only. Runs before it were scheduled
     * for later when it started, so the first run that is not scheduled is the last that it can be.
     */
    boolean mayMissStarted() {
        return hasMore
                && started == null
                && window.values().stream().allMatch(q -> q.task().options().notBefore() != null);
    }

    long nextToLoad() {
        return loadedUpTo + 1;
    }

    int room(int windowTasks) {
        return Math.max(windowTasks - window.size(), 1);
    }

    /** Whether runs of it are in the store only. */
    boolean hasMore() {
        return hasMore;
    }

    void hasMore(boolean more) {
        hasMore = more;
    }

    boolean isEmpty() {
        return window.isEmpty()
                && scheduled.isEmpty()
                && !hasMore
                && attempt == null
                && waiter == null;
    }
}

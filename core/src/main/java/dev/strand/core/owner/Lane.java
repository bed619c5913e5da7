package dev.strand.core.owner;

import dev.strand.core.permit.Waiter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A live group: the window on its queue and what it is doing. Guarded by the partition's lock. */
final class Lane {
    private final String groupId;
    private final TreeMap<Long, Queued> window = new TreeMap<>();
    private final Map<Long, Queued> scheduled = new TreeMap<>();
    private long loadedUpTo = -1;
    private boolean hasMore;
    boolean isPaused;

    /** An attempt was made in this epoch: probation is over. */
    boolean isProven;

    @Nullable Attempt attempt;
    @Nullable Waiter waiter;

    Lane(String groupId) {
        this.groupId = groupId;
    }

    String groupId() {
        return groupId;
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
        (queued.isScheduled(now) ? scheduled : window).put(queued.id().sequence(), queued);
    }

    /** Moves scheduled runs that have become due into their places. */
    void wake(Instant now) {
        if (scheduled.isEmpty()) {
            return;
        }
        List<Queued> due = new ArrayList<>();
        scheduled.values().removeIf(q -> q.isDue(now) && due.add(q));
        due.forEach(q -> window.put(q.id().sequence(), q));
    }

    @Nullable Queued head() {
        Map.Entry<Long, Queued> first = window.firstEntry();
        return first == null ? null : first.getValue();
    }

    @Nullable Queued find(long sequence) {
        Queued queued = window.get(sequence);
        return queued != null ? queued : scheduled.get(sequence);
    }

    void remove(long sequence) {
        window.remove(sequence);
        scheduled.remove(sequence);
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

    long nextToLoad() {
        return loadedUpTo + 1;
    }

    int room(int windowTasks) {
        return windowTasks - window.size();
    }

    void forgetEndings() {
        window.values().forEach(queued -> queued.isEnding = false);
        scheduled.values().forEach(queued -> queued.isEnding = false);
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

    int size() {
        return window.size() + scheduled.size();
    }
}

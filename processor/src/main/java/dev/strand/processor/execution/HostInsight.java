package dev.strand.processor.execution;

import dev.strand.core.owner.Hold;
import dev.strand.core.owner.Insight;
import dev.strand.core.owner.Moment;
import dev.strand.core.owner.OwnerState;
import dev.strand.core.why.Reason;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a partition of this process from any thread. Holds the partition's lock for
 * microseconds only, and not at all while the queues are being read at a take-over, which may last.
 * Thread-safe.
 */
public final class HostInsight {
    private final Object lock;
    private final Insight insight;
    private volatile OwnerState lastKnown;
    private final LongAdder takeOvers = new LongAdder();
    private final LongAdder takeOverNanos = new LongAdder();
    private long assignedNanos;
    private volatile boolean isLoading;

    HostInsight(Object lock, Insight insight, Moment now) {
        this.lock = lock;
        this.insight = insight;
        this.lastKnown = insight.state(now);
    }

    /** Assigned or taken away. Called under the lock. */
    void changed(Moment now) {
        assignedNanos = now.nanos();
        look(now);
    }

    private void look(Moment now) {
        lastKnown = insight.state(now);
        isLoading = lastKnown.phase() == OwnerState.Phase.RECOVERING;
    }

    /** A record was folded, which may have ended a take-over. Called under the lock. */
    void folded(Moment now) {
        if (isLoading) {
            look(now);
            if (!isLoading) {
                takeOvers.increment();
                takeOverNanos.add(now.nanos() - assignedNanos);
            }
        }
    }

    /** How often this process has taken the partition over. */
    public long takeOvers() {
        return takeOvers.sum();
    }

    /** How long that took in all, from the assignment to when tasks could start. */
    public long takeOverNanos() {
        return takeOverNanos.sum();
    }

    /** Whether the partition is assigned to this process. */
    public boolean isAssigned() {
        return state().phase() != OwnerState.Phase.CLOSED;
    }

    /** Where this process stands with the partition. */
    public OwnerState state() {
        if (isLoading) {
            return lastKnown;
        }
        synchronized (lock) {
            return insight.state(now());
        }
    }

    /**
     * Why a group, or a task of it, is not running.
     *
     * @param taskId null for the group
     */
    public List<Reason> explain(String groupId, @Nullable String taskId) {
        if (isLoading) {
            return List.of(new Reason.Recovering(lastKnown.partition()));
        }
        synchronized (lock) {
            return insight.explain(groupId, taskId, now());
        }
    }

    /** Live groups by what holds them; empty during a take-over. */
    public Map<Hold, Integer> held() {
        Map<Hold, Integer> held = new EnumMap<>(Hold.class);
        if (!isLoading) {
            synchronized (lock) {
                for (Hold hold : Hold.values()) {
                    held.put(hold, insight.held(hold));
                }
            }
        }
        return held;
    }

    /** Live groups by the type of their next task, where this process has no handler of it. */
    public Map<String, Integer> withoutHandler() {
        if (isLoading) {
            return Map.of();
        }
        synchronized (lock) {
            return insight.withoutHandler();
        }
    }

    private static Moment now() {
        return new Moment(System.nanoTime(), Instant.now());
    }
}

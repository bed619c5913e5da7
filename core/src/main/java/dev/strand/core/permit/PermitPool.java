package dev.strand.core.permit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Permits of one process: at most so many handlers at once, in all and per task type, and so many
 * starts per second of a type. When they are scarce, waiting groups get them by effective priority:
 * their priority plus one level for every {@code agingStep} waited. As all age at the same rate,
 * that is the order of {@code since - priority x agingStep}, which never changes while they wait. A
 * group of priority p therefore waits no longer than {@code (10 - p) x agingStep} before every
 * group that becomes ready later stands behind it. Waiting for a rate or a gate holds no permit.
 * Thread-safe.
 */
public final class PermitPool {
    private final Comparator<Waiter> byUrgency;

    private final Limits limits;
    private final AttemptGate gate;
    private final Elsewhere elsewhere;
    private final Map<String, TypeQueue> types = new HashMap<>();
    private final Map<Integer, Integer> waitingByPartition = new HashMap<>();
    private int used;
    private int waitingCount;

    /** When time alone may let somebody start; only while {@link #isWakePlanned}. */
    private volatile long wakeNanos;

    private volatile boolean isWakePlanned;

    /** A pool with all permits free. */
    public PermitPool(Limits limits, AttemptGate gate) {
        this.limits = limits;
        this.gate = gate;
        this.elsewhere = new Elsewhere(limits.agingStep());
        this.byUrgency = Urgency.of(limits.agingStep());
        limits.byType().keySet().forEach(this::queueOf);
    }

    /**
     * A pool without rates, with all permits free.
     *
     * @param limit handlers at once, at least 1
     * @param limits handlers at once for a type, at least 1; a type that is missing has no limit of
     *     its own
     * @param agingStep the time waited that is worth one level of priority, positive
     */
    public PermitPool(int limit, Map<String, Integer> limits, Duration agingStep) {
        this(
                new Limits(
                        limit,
                        limits.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                e -> TypeLimits.ofPermits(e.getValue()))),
                        agingStep),
                AttemptGate.ALWAYS);
    }

    /** The groups of this process that wait for another one, which has the handler. */
    public Elsewhere elsewhere() {
        return elsewhere;
    }

    /** The limits. */
    public Limits limits() {
        return limits;
    }

    /**
     * Takes a permit if one is free, the rate and the gate of the type allow it and nobody more
     * urgent waits for it; else the group waits from now on.
     */
    public synchronized boolean acquireOrWait(Waiter waiter, long nowNanos) {
        TypeQueue queue = queueOf(waiter.type());
        boolean mayTry = used < limits.permits() && queue.hasRoom(nowNanos);
        if (mayTry && isNobodyBefore(waiter, nowNanos) && queue.take(nowNanos)) {
            used++;
            return true;
        }
        queue.add(waiter);
        count(waiter, 1);
        planWake(nowNanos);
        return false;
    }

    /**
     * The group waits no longer. Harmless if it did not.
     *
     * @return whether it was waiting; if not, it may just have been granted its permit
     */
    public synchronized boolean withdraw(Waiter waiter) {
        TypeQueue queue = types.get(waiter.type());
        boolean wasWaiting = queue != null && queue.remove(waiter);
        if (wasWaiting) {
            count(waiter, -1);
        }
        return wasWaiting;
    }

    /** An attempt has ended; returns what {@link #grant} does. */
    public synchronized List<Waiter> release(String type, long nowNanos) {
        used--;
        queueOf(type).ended();
        return grant(nowNanos);
    }

    /** An attempt is not made after all; returns what {@link #grant} does. */
    public synchronized List<Waiter> giveBack(String type, long nowNanos) {
        used--;
        queueOf(type).giveBack();
        return grant(nowNanos);
    }

    /** Whether time alone may have let somebody start. Cheap, without the lock. */
    public boolean isDue(long nowNanos) {
        return isWakePlanned && wakeNanos - nowNanos <= 0;
    }

    /**
     * Takes permits for as many waiting groups as there is room for, most urgent first; they wait
     * no longer.
     */
    public synchronized List<Waiter> grant(long nowNanos) {
        if (waitingCount == 0) {
            isWakePlanned = false;
            return List.of();
        }
        List<Waiter> granted = new ArrayList<>();
        for (TypeQueue next = mostUrgent(nowNanos); next != null; next = mostUrgent(nowNanos)) {
            if (next.take(nowNanos)) {
                Waiter waiter = next.removeMostUrgent();
                used++;
                count(waiter, -1);
                granted.add(waiter);
            }
        }
        planWake(nowNanos);
        return granted;
    }

    /** Plans for those whose time has come and who were not asked yet, too. */
    private void planWake(long nowNanos) {
        long earliest = mostUrgent(nowNanos) == null ? Long.MAX_VALUE : 0;
        for (TypeQueue queue : types.values()) {
            long in = queue.isEmpty() ? 0 : queue.openedByTimeInNanos(nowNanos);
            earliest = in > 0 ? Math.min(earliest, in) : earliest;
        }
        wakeNanos = nowNanos + (earliest == Long.MAX_VALUE ? 0 : earliest);
        isWakePlanned = earliest != Long.MAX_VALUE;
    }

    /** Permits in use. */
    public synchronized int used() {
        return used;
    }

    /** Groups that wait. */
    public synchronized int waiting() {
        return waitingCount;
    }

    /** Groups of a partition that wait. */
    public synchronized int waiting(int partition) {
        return waitingByPartition.getOrDefault(partition, 0);
    }

    /** Permits in all. */
    public int limit() {
        return limits.permits();
    }

    /** How a type stands. */
    public synchronized TypeUse use(String type, long nowNanos) {
        TypeQueue queue = types.get(type);
        return queue == null ? new TypeUse(type, limits.of(type), 0, 0, 0, 0) : queue.use(nowNanos);
    }

    /** For how long the group that has waited longest has been waiting; 0 if none waits. */
    public synchronized long longestWaitNanos(long nowNanos) {
        long oldest = nowNanos;
        for (TypeQueue queue : types.values()) {
            long since = queue.oldestSinceNanos(nowNanos);
            oldest = since - oldest < 0 ? since : oldest;
        }
        return nowNanos - oldest;
    }

    private boolean isNobodyBefore(Waiter waiter, long nowNanos) {
        if (waitingCount == 0) {
            return true;
        }
        boolean isEnoughForAll = limits.permits() - used > waitingCount;
        TypeQueue own = queueOf(waiter.type());
        TypeQueue first = isEnoughForAll ? own.ifAnyWaits() : mostUrgent(nowNanos);
        return first == null || byUrgency.compare(waiter, first.mostUrgent()) < 0;
    }

    private void count(Waiter waiter, int change) {
        waitingCount += change;
        waitingByPartition.merge(waiter.partition(), change, Integer::sum);
    }

    private TypeQueue queueOf(String type) {
        TypeQueue known = types.get(type);
        if (known != null) {
            return known;
        }
        TypeQueue made = new TypeQueue(type, limits.of(type), gate, byUrgency);
        types.put(type, made);
        return made;
    }

    /** The type whose most urgent group goes first of all that have room, or null. */
    private @Nullable TypeQueue mostUrgent(long nowNanos) {
        if (used >= limits.permits()) {
            return null;
        }
        TypeQueue first = null;
        for (TypeQueue queue : types.values()) {
            boolean isCandidate = !queue.isEmpty() && queue.hasRoom(nowNanos);
            if (isCandidate
                    && (first == null
                            || byUrgency.compare(queue.mostUrgent(), first.mostUrgent()) < 0)) {
                first = queue;
            }
        }
        return first;
    }
}

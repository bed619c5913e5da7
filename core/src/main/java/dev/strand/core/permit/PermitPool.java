package dev.strand.core.permit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Permits of one process: at most so many handlers at once, in all and per task type. When they are
 * scarce, waiting groups get them by effective priority: their priority plus one level for every
 * {@code agingStep} waited. As all age at the same rate, that is the order of {@code since -
 * priority x agingStep}, which never changes while they wait. A group of priority p therefore waits
 * no longer than {@code (10 - p) x agingStep} before every group that becomes ready later stands
 * behind it. Thread-safe.
 */
public final class PermitPool {
    /**
     * Orders waiters of one type: the smallest goes first; ties by name, so that the order is
     * total.
     */
    private final Comparator<Waiter> byUrgency;

    private final Map<String, Integer> limits;
    private final Map<String, Integer> usedByType = new HashMap<>();
    private final Map<String, PriorityQueue<Waiter>> waiting = new HashMap<>();
    private final int limit;
    private int used;
    private int waitingCount;

    /**
     * A pool with all permits free.
     *
     * @param limit handlers at once, at least 1
     * @param limits handlers at once for a type, at least 1; a type that is missing has no limit of
     *     its own
     * @param agingStep the time waited that is worth one level of priority, positive
     */
    public PermitPool(int limit, Map<String, Integer> limits, Duration agingStep) {
        this.limit = limit;
        this.limits = Map.copyOf(limits);
        long step = agingStep.toNanos();
        this.byUrgency =
                Comparator.<Waiter>comparingLong(w -> w.sinceNanos() - w.priority() * step)
                        .thenComparing(Waiter::groupId)
                        .thenComparingInt(Waiter::partition);
    }

    /**
     * Takes a permit if one is free and nobody of the type waits for it; else the group waits from
     * now on.
     */
    public synchronized boolean acquireOrWait(Waiter waiter) {
        if (hasRoom(waiter.type()) && isNobodyBefore(waiter)) {
            take(waiter.type());
            return true;
        }
        waiting.computeIfAbsent(waiter.type(), type -> new PriorityQueue<>(byUrgency)).add(waiter);
        waitingCount++;
        return false;
    }

    /**
     * The group waits no longer. Harmless if it did not.
     *
     * @return whether it was waiting; if not, it may just have been granted its permit
     */
    public synchronized boolean withdraw(Waiter waiter) {
        PriorityQueue<Waiter> queue = waiting.get(waiter.type());
        boolean wasWaiting = queue != null && queue.remove(waiter);
        if (wasWaiting) {
            waitingCount--;
        }
        return wasWaiting;
    }

    /** Gives a permit back. */
    public synchronized void release(String type) {
        used--;
        usedByType.merge(type, -1, Integer::sum);
    }

    /**
     * Takes permits for as many waiting groups as there is room for, most urgent first; they wait
     * no longer.
     */
    public synchronized List<Waiter> grant() {
        if (waitingCount == 0) {
            return List.of();
        }
        List<Waiter> granted = new ArrayList<>();
        for (Waiter next = mostUrgent(); next != null; next = mostUrgent()) {
            queueOf(next).poll();
            waitingCount--;
            take(next.type());
            granted.add(next);
        }
        return granted;
    }

    /** Permits in use. */
    public synchronized int used() {
        return used;
    }

    /** Groups that wait. */
    public synchronized int waiting() {
        return waitingCount;
    }

    /** Permits in all. */
    public int limit() {
        return limit;
    }

    private boolean hasRoom(String type) {
        return used < limit
                && usedByType.getOrDefault(type, 0) < limits.getOrDefault(type, Integer.MAX_VALUE);
    }

    private boolean isNobodyBefore(Waiter waiter) {
        Waiter first = waitingCount == 0 ? null : mostUrgent();
        return first == null || byUrgency.compare(waiter, first) < 0;
    }

    private void take(String type) {
        used++;
        usedByType.merge(type, 1, Integer::sum);
    }

    private PriorityQueue<Waiter> queueOf(Waiter waiter) {
        return waiting.getOrDefault(waiter.type(), new PriorityQueue<>(byUrgency));
    }

    private @Nullable Waiter mostUrgent() {
        return waiting.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty() && hasRoom(e.getKey()))
                .map(e -> e.getValue().peek())
                .min(byUrgency)
                .orElse(null);
    }
}

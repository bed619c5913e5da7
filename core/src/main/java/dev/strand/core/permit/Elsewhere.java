package dev.strand.core.permit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one process whose next task is of a type that it has no handler of: they wait for
 * another process that has. They hold nothing of this one, and go in the order of their urgency, as
 * in {@link PermitPool}. Thread-safe.
 */
public final class Elsewhere {
    /**
     * What waits of one type.
     *
     * @param groups how many groups, 1 or more
     * @param priority of the most urgent of them, 1 to 10
     * @param sinceNanos since when that one waits, monotonic
     */
    public record Wanted(int groups, int priority, long sinceNanos) {}

    /**
     * Who has handlers, as far as is known.
     *
     * @param processors by type, the processes that have said lately that they have a handler of it
     * @param askedAt when that was looked at, or null if the others are not asked
     */
    public record Handlers(Map<String, List<String>> processors, @Nullable Instant askedAt) {
        /** The processes that have a handler of a type. */
        public List<String> of(String type) {
            return processors.getOrDefault(type, List.of());
        }
    }

    private final Comparator<Waiter> byUrgency;
    private volatile Handlers handlers = new Handlers(Map.of(), null);
    private final Map<String, TreeSet<Waiter>> types = new HashMap<>();

    /**
     * Nobody waits yet.
     *
     * @param agingStep the time waited that is worth one level of priority, positive
     */
    public Elsewhere(Duration agingStep) {
        this.byUrgency = Urgency.of(agingStep);
    }

    /** The group waits from now on. */
    public synchronized void add(Waiter waiter) {
        types.computeIfAbsent(waiter.type(), type -> new TreeSet<>(byUrgency)).add(waiter);
    }

    /**
     * The group waits no longer. Harmless if it did not.
     *
     * @return whether it was waiting; if not, it may just have been taken
     */
    public synchronized boolean withdraw(Waiter waiter) {
        TreeSet<Waiter> waiting = types.get(waiter.type());
        boolean wasWaiting = waiting != null && waiting.remove(waiter);
        if (waiting != null && waiting.isEmpty()) {
            types.remove(waiter.type());
        }
        return wasWaiting;
    }

    /** Takes out the most urgent group of a type, or null if none waits. */
    public synchronized @Nullable Waiter take(String type) {
        TreeSet<Waiter> waiting = types.get(type);
        if (waiting == null) {
            return null;
        }
        Waiter first = waiting.removeFirst();
        if (waiting.isEmpty()) {
            types.remove(type);
        }
        return first;
    }

    /** What waits now, by type. */
    public synchronized Map<String, Wanted> wanted() {
        Map<String, Wanted> wanted = new HashMap<>();
        types.forEach((type, waiting) -> {
            Waiter first = waiting.getFirst();
            wanted.put(type, new Wanted(waiting.size(), first.priority(), first.sinceNanos()));
        });
        return wanted;
    }

    /** What the others have said that they have. */
    public Handlers handlers() {
        return handlers;
    }

    /** What the others have said that they have, in place of what was known before. */
    public void handlers(Handlers known) {
        handlers = known;
    }

    /** How many groups of a type wait. */
    public synchronized int waiting(String type) {
        TreeSet<Waiter> waiting = types.get(type);
        return waiting == null ? 0 : waiting.size();
    }

    /** How many groups wait. */
    public synchronized int waiting() {
        return types.values().stream().mapToInt(TreeSet::size).sum();
    }
}

package dev.strand.core.delegation;

import dev.strand.core.owner.Attempt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attempts that have been decided on and that nobody has fetched yet. Thread-safe. */
final class Ready {
    /** After this time an attempt that nobody fetches goes back to its lane. */
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    /** An attempt, its partition, and since when it is ready. */
    record Attempted(int partition, Attempt attempt, long sinceNanos) {}

    private final Map<String, Deque<Attempted>> byType = new HashMap<>();

    synchronized void add(int partition, Attempt attempt, long nowNanos) {
        byType.computeIfAbsent(attempt.task().type(), type -> new ArrayDeque<>())
                .add(new Attempted(partition, attempt, nowNanos));
    }

    synchronized @Nullable Attempted poll(String type) {
        Deque<Attempted> ready = byType.get(type);
        return ready == null ? null : ready.poll();
    }

    synchronized int count(String type) {
        Deque<Attempted> ready = byType.get(type);
        return ready == null ? 0 : ready.size();
    }

    synchronized Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        byType.forEach((type, ready) -> {
            if (!ready.isEmpty()) {
                counts.put(type, ready.size());
            }
        });
        return counts;
    }

    synchronized List<Attempted> removeOld(long nowNanos) {
        List<Attempted> old = new ArrayList<>();
        for (Deque<Attempted> ready : byType.values()) {
            for (Attempted first = ready.peek();
                    first != null && nowNanos - first.sinceNanos() > PATIENCE_NANOS;
                    first = ready.peek()) {
                old.add(ready.remove());
            }
        }
        return old;
    }
}

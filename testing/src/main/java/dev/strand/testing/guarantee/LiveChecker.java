package dev.strand.testing.guarantee;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Order and exclusion, checked while handlers of one JVM run, in constant time and without keeping
 * the events: for load runs. Thread-safe.
 */
public final class LiveChecker implements Guarantee {
    private static final long NONE = -1;
    private static final int KEPT = 1_000;

    private final ConcurrentMap<String, Group> groups = new ConcurrentHashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();
    private final LongAdder entered = new LongAdder();
    private final LongAdder repeated = new LongAdder();

    private static final class Group {
        private long running = NONE;
        private long newest = NONE;
    }

    /**
     * The handler of a task has been entered.
     *
     * @param sequence the place of the task in its group, 0 or more, growing with every task
     */
    public void enter(String groupId, long sequence) {
        entered.increment();
        Group group = groups.computeIfAbsent(groupId, g -> new Group());
        String violation;
        synchronized (group) {
            violation = violationOf(group, groupId, sequence);
            if (sequence == group.newest) {
                repeated.increment();
            }
            group.running = sequence;
            group.newest = Math.max(group.newest, sequence);
        }
        keep(violation);
    }

    /** The handler of a task is about to return or throw. */
    public void leave(String groupId, long sequence) {
        Group group = groups.computeIfAbsent(groupId, g -> new Group());
        String violation;
        synchronized (group) {
            violation =
                    group.running == sequence
                            ? null
                            : "task %d of group %s ended while %d was running"
                                    .formatted(sequence, groupId, group.running);
            group.running = NONE;
        }
        keep(violation);
    }

    /** How often a handler was entered. */
    public long entered() {
        return entered.sum();
    }

    /** How often a handler was entered for a task that had been started before. */
    public long repeated() {
        return repeated.sum();
    }

    @Override
    public String promise() {
        return "G1 and G2, the tasks of a group start in order and never overlap";
    }

    /** At most the first {@value #KEPT}. */
    @Override
    public List<String> violations() {
        return List.copyOf(violations);
    }

    private static @Nullable String violationOf(Group group, String groupId, long sequence) {
        if (group.running != NONE) {
            return "task %d of group %s started while %d was running"
                    .formatted(sequence, groupId, group.running);
        }
        return sequence < group.newest
                ? "task %d of group %s started after %d".formatted(sequence, groupId, group.newest)
                : null;
    }

    private void keep(@Nullable String violation) {
        if (violation != null && kept.incrementAndGet() <= KEPT) {
            violations.add(violation);
        }
    }
}

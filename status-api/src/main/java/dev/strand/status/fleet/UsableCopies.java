package dev.strand.status.fleet;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which copies of tables can answer: those that have once caught up since they were begun. Until
 * then a copy lacks most of what it is a copy of, and an answer from it would be worse than none.
 * Not for use by several threads.
 */
final class UsableCopies {
    /** Records by which a copy of whatever size may be behind: the end of a log moves. */
    private static final long FEW = 10;

    /** As near to the end of its log as this share of it, a copy has caught up. */
    private static final double NEAR = 0.01;

    /** Farther from it than this, it has been begun anew. */
    private static final double FAR = 0.5;

    /**
     * So long after it was looked at last, nobody knows what a copy is: meanwhile it may have been
     * begun anew and be half made.
     */
    private static final long KNOWN_NANOS = 10_000_000_000L;

    private final Set<Integer> usable = new HashSet<>();
    private long lookedNanos;

    /**
     * Where the copy of one store stands.
     *
     * @param position how far into its log, in offsets; 0 at its beginning
     * @param end where its log ends
     */
    record Stand(long position, long end) {
        boolean isNear() {
            return end == 0 || (position > 0 && end - position <= Math.max(FEW, NEAR * end));
        }

        boolean isFar() {
            return (position == 0 && end > 0) || end - position > Math.max(FEW, FAR * end);
        }
    }

    /**
     * Takes what is known of all local copies now.
     *
     * @param copies by partition, each with all its stores
     * @param nowNanos now, by {@link System#nanoTime}
     */
    void update(Map<Integer, List<Stand>> copies, long nowNanos) {
        if (nowNanos - lookedNanos > KNOWN_NANOS) {
            usable.clear();
        }
        lookedNanos = nowNanos;
        usable.retainAll(copies.keySet());
        copies.forEach((partition, stores) -> {
            if (stores.stream().allMatch(Stand::isNear)) {
                usable.add(partition);
            } else if (stores.stream().anyMatch(Stand::isFar)) {
                usable.remove(partition);
            }
        });
    }

    /**
     * Whether the copy of a partition can answer.
     *
     * @param nowNanos now, by {@link System#nanoTime}
     */
    boolean contains(int partition, long nowNanos) {
        return nowNanos - lookedNanos <= KNOWN_NANOS && usable.contains(partition);
    }
}

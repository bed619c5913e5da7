package dev.strand.core.log;

import java.util.Comparator;

/**
 * What a handler can hand to the systems that it writes to, so that they refuse what comes too
 * late: it grows with every start in a group, across tasks, runs, attempts and owners, and never
 * repeats.
 *
 * @param epoch the ownership under which the attempt was started
 * @param start counts the starts of that ownership in the partition, from 1
 */
public record FencingToken(long epoch, long start) implements Comparable<FencingToken> {
    private static final Comparator<FencingToken> ORDER =
            Comparator.comparingLong(FencingToken::epoch).thenComparingLong(FencingToken::start);

    @Override
    public int compareTo(FencingToken other) {
        return ORDER.compare(this, other);
    }

    /** {@code <epoch>.<start>}. */
    @Override
    public String toString() {
        return epoch + "." + start;
    }
}

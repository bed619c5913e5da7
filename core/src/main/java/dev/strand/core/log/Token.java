package dev.strand.core.log;

/**
 * Names one attempt of a run: grows with every attempt of the run, across owners.
 *
 * @param epoch the epoch of the owner that made the attempt, from 1
 * @param attempt number of the attempt, from 1; 0 in a fact that belongs to no attempt (a cancel of
 *     a waiting task)
 */
public record Token(long epoch, int attempt) implements Comparable<Token> {
    /** Smaller than every token of an attempt. */
    public static final Token NONE = new Token(0, 0);

    @Override
    public int compareTo(Token other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Integer.compare(attempt, other.attempt);
    }

    /** The form shown to people: {@code <epoch>.<attempt>}. */
    @Override
    public String toString() {
        return epoch + "." + attempt;
    }
}

package dev.strand.status.table;

import java.util.List;

/**
 * Runs that are being deleted together. Kept in the store from before the first of them is deleted
 * until after the last is, so that a crash in between leaves nothing half deleted.
 */
final class Doom {
    /** Not yet. */
    static final long NEVER = Long.MAX_VALUE;

    private final long number;
    private final long atMillis;
    private final List<Doomed> runs;
    private int done;

    /** Position in {@code strand.status} at which it was put into the store. */
    private long keptAt = NEVER;

    /** Position in {@code strand.status} at which the last of them was deleted. */
    private long deletedAt = NEVER;

    /**
     * Runs to be deleted.
     *
     * @param number tells it from others
     * @param atMillis when the record was written that asks for it
     * @param runs the runs
     */
    Doom(long number, long atMillis, List<Doomed> runs) {
        this.number = number;
        this.atMillis = atMillis;
        this.runs = runs;
    }

    long number() {
        return number;
    }

    long atMillis() {
        return atMillis;
    }

    List<Doomed> runs() {
        return runs;
    }

    void kept(Durable now) {
        keptAt = Math.min(keptAt, now.read());
    }

    /** Whether a crash could not lose what it says. */
    boolean isKept(Durable now) {
        return now.status() > keptAt;
    }

    /** Whether runs are left. */
    boolean hasMore() {
        return done < runs.size();
    }

    Doomed next(Durable now) {
        Doomed run = runs.get(done++);
        deletedAt = hasMore() ? NEVER : now.read();
        return run;
    }

    /** Whether a crash could not bring any of them back. */
    boolean isOver(Durable now) {
        return now.status() > deletedAt;
    }

    int size() {
        return runs.size();
    }

    byte[] encode() {
        return Doomed.encode(atMillis, runs);
    }

    static Doom decode(long number, byte[] row) {
        RowReader in = new RowReader(row);
        return new Doom(number, Doomed.decodeTime(in), Doomed.decode(in));
    }
}

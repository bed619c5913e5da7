package dev.strand.status.table;

import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the keys of one list that can be led on to a place further along. A place is what
 * follows the prefix of the list in its keys. Not for use by several threads.
 */
final class KeyWalk implements AutoCloseable {
    /** Rows that are walked over before the place is looked up: a look costs as much as many. */
    private static final int STEPS = 32;

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final byte[] prefix;
    private final Bytes newest;
    private final Bytes oldest;
    private final boolean isOldestFirst;
    private KeyValueIterator<Bytes, byte[]> rows;
    private @Nullable Bytes key;

    /** The part of the list between two keys, in the order of the keys or against it. */
    KeyWalk(
            ReadOnlyKeyValueStore<Bytes, byte[]> store,
            byte[] prefix,
            Bytes newest,
            Bytes oldest,
            boolean isOldestFirst) {
        this.store = store;
        this.prefix = prefix;
        this.newest = newest;
        this.oldest = oldest;
        this.isOldestFirst = isOldestFirst;
        this.rows = open(newest, oldest);
        advance();
    }

    private KeyValueIterator<Bytes, byte[]> open(Bytes from, Bytes to) {
        return isOldestFirst ? store.reverseRange(from, to) : store.range(from, to);
    }

    /** The key of the row that it stands at; only where it is not at the end. */
    Bytes key() {
        Bytes at = key;
        if (at == null) {
            throw new IllegalStateException("the walk has ended");
        }
        return at;
    }

    /** The place of the row that it stands at, or null at the end. */
    byte @Nullable [] place() {
        Bytes at = key;
        return at == null ? null : Arrays.copyOfRange(at.get(), prefix.length, at.get().length);
    }

    /** Goes on by one. */
    void advance() {
        key = rows.hasNext() ? rows.next().key : null;
    }

    /** Goes on to the first row at this place or after it; stays where it is already there. */
    void leadTo(byte[] place) {
        Bytes goal = Keys.at(prefix, place);
        for (int steps = 0; isBefore(goal); steps++) {
            if (steps == STEPS) {
                rows.close();
                rows = isOldestFirst ? open(newest, goal) : open(goal, oldest);
            }
            advance();
        }
    }

    private boolean isBefore(Bytes goal) {
        Bytes at = key;
        if (at == null) {
            return false;
        }
        int order = at.compareTo(goal);
        return isOldestFirst ? order > 0 : order < 0;
    }

    @Override
    public void close() {
        rows.close();
    }
}

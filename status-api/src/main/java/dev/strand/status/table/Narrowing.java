package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first and the last rows of the lists that rows have been deleted from. Each look begins
 * where the one before ended, so that it walks over a deleted row once. Called from the stream
 * thread only.
 */
final class Narrowing {
    private final ReadOnlyKeyValueStore<Bytes, byte[]> rows;
    private final LiveTimes times;
    private final Set<TaskStatus> left = EnumSet.copyOf(GroupCounts.LIVE);
    private boolean areForgotten = true;

    Narrowing(ReadOnlyKeyValueStore<Bytes, byte[]> rows, LiveTimes times) {
        this.rows = rows;
        this.times = times;
    }

    /** A run has left a state. */
    void left(TaskStatus status) {
        if (!status.isTerminal()) {
            left.add(status);
        }
    }

    /** A run has been forgotten. */
    void forgotten() {
        areForgotten = true;
    }

    /**
     * Looks.
     *
     * @param hasLists whether every run has a row in the list of all
     */
    void look(boolean hasLists) {
        left.forEach(status -> look(status, Keys.statusPrefix(status)));
        left.clear();
        if (areForgotten && hasLists) {
            look(null, Keys.timePrefix());
            areForgotten = false;
        }
    }

    private void look(@Nullable TaskStatus status, byte[] prefix) {
        Bytes newest = Keys.startingAt(prefix, times.newest(status));
        long from = times.oldest(status);
        Bytes oldest = from <= 0 ? Bounds.last(prefix) : Keys.startingAt(prefix, from - 1);
        if (newest.compareTo(oldest) > 0) {
            return;
        }
        try (KeyValueIterator<Bytes, byte[]> down = rows.range(newest, oldest);
                KeyValueIterator<Bytes, byte[]> up = rows.reverseRange(newest, oldest)) {
            if (down.hasNext() && up.hasNext()) {
                times.found(status, millis(up, prefix), millis(down, prefix));
            } else {
                times.nothing(status);
            }
        }
    }

    private static long millis(KeyValueIterator<Bytes, byte[]> rows, byte[] prefix) {
        return Keys.placeOfNewestFirst(rows.next().key, prefix.length).millis();
    }
}

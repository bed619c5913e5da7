package dev.strand.status.table;

import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * A walk over stored rows, in order. Must be closed. Not for use by several threads.
 *
 * @param <T> what is made of a row
 */
public final class Walk<T> implements AutoCloseable {
    private final KeyValueIterator<Bytes, byte[]> rows;
    private final Function<KeyValue<Bytes, byte[]>, T> reading;
    private @Nullable T next;

    Walk(KeyValueIterator<Bytes, byte[]> rows, Function<KeyValue<Bytes, byte[]>, T> reading) {
        this.rows = rows;
        this.reading = reading;
        advance();
    }

    /** What comes next, without going on; null at the end. */
    public @Nullable T peek() {
        return next;
    }

    /** Goes on by one. */
    public void advance() {
        next = rows.hasNext() ? reading.apply(rows.next()) : null;
    }

    @Override
    public void close() {
        rows.close();
    }
}

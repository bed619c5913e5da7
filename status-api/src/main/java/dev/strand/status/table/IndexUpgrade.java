package dev.strand.status.table;

import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Gives runs the index rows that they lack in a table which an older version has written: those by
 * time and by type alone. A row in the store says that none lacks them. It is put once all others
 * are committed, so that a crash cannot keep it and lose them; until then readers use the lists of
 * each state. Called from the stream thread only.
 */
public final class IndexUpgrade {
    private static final Bytes KEY = Bytes.wrap(new byte[] {'V'});
    private static final int VERSION = 2;
    private static final int LOOKS_AT_ONCE = 16;
    private static final long NEVER = Long.MAX_VALUE;

    private final Stores stores;
    private final Index index;
    private boolean isOver;
    private @Nullable Bytes last;

    /** Position in {@code strand.status} at which the last row was put. */
    private long putAt = NEVER;

    IndexUpgrade(Stores stores, Index index) {
        this.stores = stores;
        this.index = index;
        if (isComplete(stores.indexes())) {
            isOver = true;
        } else if (isEmpty(stores.tasks())) {
            end();
        }
    }

    /** Whether no run lacks an index row. */
    static boolean isComplete(ReadOnlyKeyValueStore<Bytes, byte[]> indexes) {
        byte[] row = indexes.get(KEY);
        if (row != null) {
            new RowReader(row).version(VERSION);
        }
        return row != null;
    }

    private static boolean isEmpty(ReadOnlyKeyValueStore<Bytes, byte[]> tasks) {
        try (KeyValueIterator<Bytes, byte[]> rows = tasks.all()) {
            return !rows.hasNext();
        }
    }

    /** Whether there is anything to do, now or once more is committed. */
    public boolean isWaiting() {
        return !isOver;
    }

    /** Goes on until time is over. */
    public void goOn(Durable now, BooleanSupplier isTimeOver) {
        if (!isOver && now.status() > putAt) {
            end();
        } else if (!isOver && putAt == NEVER && walk(isTimeOver)) {
            putAt = now.read();
        }
    }

    private void end() {
        stores.indexes().put(KEY, new RowWriter(1).octet(VERSION).toByteArray());
        isOver = true;
    }

    /** Whether all runs have been looked at. */
    private boolean walk(BooleanSupplier isTimeOver) {
        int looks = 0;
        try (KeyValueIterator<Bytes, byte[]> rows = stores.tasks().range(last, null)) {
            while (rows.hasNext()) {
                if (++looks % LOOKS_AT_ONCE == 0 && isTimeOver.getAsBoolean()) {
                    return false;
                }
                KeyValue<Bytes, byte[]> row = rows.next();
                look(row.key, row.value);
                last = row.key;
            }
        }
        return true;
    }

    private void look(Bytes key, byte[] value) {
        TaskRow row = TaskRowCodec.decode(Keys.groupOfTask(key), Keys.sequenceOfTask(key), value);
        if (row.isVisible()) {
            index.putLasting(row);
        }
    }
}

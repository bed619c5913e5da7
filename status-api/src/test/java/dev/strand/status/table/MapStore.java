package dev.strand.status.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store in memory whose content can be taken and put together anew. */
final class MapStore implements KeyValueStore<Bytes, byte[]> {
    final TreeMap<Bytes, byte[]> rows = new TreeMap<>();

    /** Holds what another one does, and nothing else. */
    void copy(MapStore other) {
        rows.clear();
        rows.putAll(other.rows);
    }

    /** Holds each key as it is in one or the other, by chance, and nothing else. */
    void mix(MapStore old, MapStore young, Random random) {
        rows.clear();
        TreeMap<Bytes, byte[]> all = new TreeMap<>(old.rows);
        all.putAll(young.rows);
        all.keySet().forEach(key -> put(key, (random.nextBoolean() ? old : young).get(key)));
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        if (value == null) {
            rows.remove(key);
        } else {
            rows.put(key, value);
        }
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return rows.get(key);
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        return rows.remove(key);
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        return rows.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        return iterator(between(from, to));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
        return iterator(between(from, to).descendingMap());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return iterator(rows);
    }

    @Override
    public long approximateNumEntries() {
        return rows.size();
    }

    private NavigableMap<Bytes, byte[]> between(@Nullable Bytes from, @Nullable Bytes to) {
        NavigableMap<Bytes, byte[]> tail = from == null ? rows : rows.tailMap(from, true);
        return to == null ? tail : tail.headMap(to, true);
    }

    private static KeyValueIterator<Bytes, byte[]> iterator(Map<Bytes, byte[]> rows) {
        List<KeyValue<Bytes, byte[]>> copy = new ArrayList<>();
        rows.forEach((key, value) -> copy.add(KeyValue.pair(key, value)));
        Iterator<KeyValue<Bytes, byte[]>> rest = copy.iterator();
        return new KeyValueIterator<>() {
            @Override
            public void close() {
                // Nothing is held.
            }

            @Override
            public Bytes peekNextKey() {
                throw new UnsupportedOperationException("not used");
            }

            @Override
            public boolean hasNext() {
                return rest.hasNext();
            }

            @Override
            public KeyValue<Bytes, byte[]> next() {
                return rest.next();
            }
        };
    }

    @Override
    public String name() {
        return "map";
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        // Made ready by the test.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}

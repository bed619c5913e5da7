package dev.strand.processor.checkpoint;

import dev.strand.core.fold.Entry;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The live runs of a partition: changes since the last checkpoint in memory, the rest in the store.
 * A run that begins and ends between two checkpoints never reaches the store.
 */
final class LiveRuns {
    /** Unchanged runs that stay in memory after a checkpoint, so that their facts cost no read. */
    private static final int KEPT_UNCHANGED = 20_000;

    /** A run in memory; gone if it has ended. */
    private static final class Cached {
        @Nullable Entry entry;
        boolean isChanged;
        boolean isStored;

        Cached(@Nullable Entry entry, boolean isChanged, boolean isStored) {
            this.entry = entry;
            this.isChanged = isChanged;
            this.isStored = isStored;
        }
    }

    private final CheckpointStore store;
    private final Map<String, TreeMap<Long, Cached>> cache = new HashMap<>();
    private int cached;

    LiveRuns(CheckpointStore store) {
        this.store = store;
    }

    int cached() {
        return cached;
    }

    void discard() {
        cache.clear();
        cached = 0;
    }

    @Nullable Entry find(String groupId, long sequence) {
        Cached known = cached(groupId, sequence);
        if (known != null) {
            return known.entry;
        }
        byte[] stored = store.get(Keys.run(groupId, sequence));
        return stored == null ? null : EntryFormat.read(stored);
    }

    private @Nullable Cached cached(String groupId, long sequence) {
        TreeMap<Long, Cached> group = cache.get(groupId);
        return group == null ? null : group.get(sequence);
    }

    void put(Entry entry) {
        Cached known = cached(entry.id().groupId(), entry.id().sequence());
        if (known != null) {
            known.entry = entry;
            known.isChanged = true;
        } else {
            add(
                    entry.id().groupId(),
                    entry.id().sequence(),
                    new Cached(entry, true, mayBeStored(entry)));
        }
    }

    /**
     * Only a run of which nothing has been heard can be new: all others may come from the store.
     */
    private static boolean mayBeStored(Entry entry) {
        return entry.isEarly() || !entry.state().ended().isEmpty() || entry.state().attempts() > 0;
    }

    private void add(String groupId, long sequence, Cached run) {
        cache.computeIfAbsent(groupId, g -> new TreeMap<>()).put(sequence, run);
        cached++;
    }

    void remove(String groupId, long sequence) {
        Cached known = cached(groupId, sequence);
        if (known == null) {
            add(groupId, sequence, new Cached(null, true, true));
        } else if (known.isStored) {
            known.entry = null;
            known.isChanged = true;
        } else {
            forget(groupId, sequence);
        }
    }

    private void forget(String groupId, long sequence) {
        TreeMap<Long, Cached> group = cache.get(groupId);
        if (group != null && group.remove(sequence) != null) {
            cached--;
            if (group.isEmpty()) {
                cache.remove(groupId);
            }
        }
    }

    void checkpoint() {
        int unchanged = 0;
        Iterator<Map.Entry<String, TreeMap<Long, Cached>>> groups = cache.entrySet().iterator();
        while (groups.hasNext()) {
            Map.Entry<String, TreeMap<Long, Cached>> group = groups.next();
            Iterator<Map.Entry<Long, Cached>> runs = group.getValue().entrySet().iterator();
            while (runs.hasNext()) {
                Map.Entry<Long, Cached> run = runs.next();
                write(group.getKey(), run.getKey(), run.getValue());
                if (run.getValue().entry == null || ++unchanged > KEPT_UNCHANGED) {
                    runs.remove();
                    cached--;
                }
            }
            if (group.getValue().isEmpty()) {
                groups.remove();
            }
        }
    }

    private void write(String groupId, long sequence, Cached run) {
        if (!run.isChanged) {
            return;
        }
        if (run.entry == null) {
            store.delete(Keys.run(groupId, sequence));
        } else {
            store.put(Keys.run(groupId, sequence), EntryFormat.write(run.entry));
            run.isStored = true;
        }
        run.isChanged = false;
    }

    /** Up to {@code max} submitted live runs of a group, by sequence. */
    List<Entry> read(String groupId, long fromSequence, int max) {
        TreeMap<Long, Entry> found = new TreeMap<>();
        TreeMap<Long, Cached> inMemory = cache.getOrDefault(groupId, new TreeMap<>());
        long readUpTo = Long.MAX_VALUE;
        try (KeyValueIterator<Bytes, byte[]> stored =
                store.range(Keys.run(groupId, fromSequence), Keys.run(groupId, Long.MAX_VALUE))) {
            while (stored.hasNext() && found.size() < max) {
                KeyValue<Bytes, byte[]> next = stored.next();
                long sequence = Keys.sequenceOf(next.key);
                if (!inMemory.containsKey(sequence)) {
                    addIfSubmitted(found, EntryFormat.read(next.value));
                }
                readUpTo = sequence;
            }
            readUpTo = stored.hasNext() ? readUpTo : Long.MAX_VALUE;
        }
        for (Cached run : inMemory.subMap(fromSequence, true, readUpTo, true).values()) {
            addIfSubmitted(found, run.entry);
        }
        return found.values().stream().limit(max).toList();
    }

    private static void addIfSubmitted(Map<Long, Entry> found, @Nullable Entry entry) {
        if (entry != null && !entry.isEarly()) {
            found.put(entry.id().sequence(), entry);
        }
    }

    /** The first submitted live runs of every group that has one. */
    void forEachGroup(int max, Consumer<List<Entry>> consumer) {
        Set<String> groups = new LinkedHashSet<>(cache.keySet());
        String stored = firstGroup(Keys.firstRun());
        while (stored != null) {
            groups.add(stored);
            stored = firstGroup(Keys.run(stored, Long.MAX_VALUE));
        }
        for (String groupId : groups) {
            List<Entry> first = read(groupId, 0, max);
            if (!first.isEmpty()) {
                consumer.accept(first);
            }
        }
    }

    private @Nullable String firstGroup(Bytes from) {
        try (KeyValueIterator<Bytes, byte[]> stored = store.range(from, Keys.lastRun())) {
            return stored.hasNext() ? Keys.groupOf(stored.next().key) : null;
        }
    }
}

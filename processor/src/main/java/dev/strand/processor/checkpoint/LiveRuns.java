package dev.strand.processor.checkpoint;

import dev.strand.core.fold.Entry;
import java.util.ArrayList;
import java.util.HashMap;
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
    /**
     * Runs that stay in memory after a checkpoint, so that their facts cost no read: those that
     * were submitted first, as these end first.
     */
    private static final int KEPT = 20_000;

    /**
     * A run in memory, changed since the last checkpoint or not; its entry is gone once it ended.
     */
    private static final class Cached {
        final String groupId;
        final long sequence;
        @Nullable Entry entry;
        boolean isChanged;
        boolean isStored;

        Cached(String groupId, long sequence, @Nullable Entry entry, boolean isStored) {
            this.groupId = groupId;
            this.sequence = sequence;
            this.entry = entry;
            this.isStored = isStored;
        }
    }

    private final CheckpointStore store;
    private final Map<String, TreeMap<Long, Cached>> cache = new HashMap<>();
    private final List<Cached> changed = new ArrayList<>();
    private final EarlyRuns early;
    private int cached;

    LiveRuns(CheckpointStore store) {
        this.store = store;
        this.early = new EarlyRuns(store);
    }

    /** Forgets what has not been checkpointed. */
    void load() {
        cache.clear();
        changed.clear();
        cached = 0;
        early.load();
    }

    int cached() {
        return cached;
    }

    /**
     * Whether facts have been heard of a run that has not been submitted yet: almost never, and
     * without a read.
     */
    boolean isEarly(long sequence) {
        return early.contains(sequence);
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
        String groupId = entry.id().groupId();
        long sequence = entry.id().sequence();
        Cached known = cached(groupId, sequence);
        if (known == null) {
            known = new Cached(groupId, sequence, entry, mayBeStored(entry));
            add(known);
        } else {
            known.entry = entry;
        }
        change(known);
        if (entry.isEarly()) {
            early.add(sequence);
        } else {
            early.remove(sequence);
        }
    }

    private void change(Cached run) {
        if (!run.isChanged) {
            run.isChanged = true;
            changed.add(run);
        }
    }

    /**
     * Only a run of which nothing has been heard can be new: all others may come from the store, or
     * run in the place of one that does.
     */
    private static boolean mayBeStored(Entry entry) {
        return entry.isEarly()
                || entry.id().isInPlace()
                || !entry.state().ended().isEmpty()
                || entry.state().attempts() > 0;
    }

    private void add(Cached run) {
        cache.computeIfAbsent(run.groupId, g -> new TreeMap<>()).put(run.sequence, run);
        cached++;
    }

    void remove(String groupId, long sequence) {
        Cached known = cached(groupId, sequence);
        if (known == null) {
            known = new Cached(groupId, sequence, null, true);
            add(known);
        }
        known.entry = null;
        early.remove(sequence);
        if (known.isStored) {
            change(known);
        } else {
            forget(known);
        }
    }

    private void forget(Cached run) {
        TreeMap<Long, Cached> group = cache.get(run.groupId);
        if (group != null && group.remove(run.sequence, run)) {
            cached--;
            if (group.isEmpty()) {
                cache.remove(run.groupId);
            }
        }
    }

    void checkpoint() {
        early.checkpoint();
        for (Cached run : changed.reversed()) {
            run.isChanged = false;
            write(run);
            if (run.entry == null || cached > KEPT) {
                forget(run);
            }
        }
        changed.clear();
    }

    /** Writes a changed run, unless it came and went in between. */
    private void write(Cached run) {
        Entry entry = run.entry;
        if (entry != null) {
            store.put(Keys.run(run.groupId, run.sequence), EntryFormat.write(entry));
            run.isStored = true;
        } else if (run.isStored) {
            store.delete(Keys.run(run.groupId, run.sequence));
        }
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
        int added = found.size();
        for (Cached run : inMemory.subMap(fromSequence, true, readUpTo, true).values()) {
            addIfSubmitted(found, run.entry);
            if (found.size() - added >= max) {
                break;
            }
        }
        return found.values().stream().limit(max).toList();
    }

    private static void addIfSubmitted(Map<Long, Entry> found, @Nullable Entry entry) {
        if (entry != null && !entry.isEarly() && !entry.state().status().isTerminal()) {
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

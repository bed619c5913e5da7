package dev.strand.processor.checkpoint;

import dev.strand.core.fold.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Task ids of the de-duplication window. They are kept by windows of record time, so that a lookup
 * is one point get per window that exists, and a window that is over is forgotten bit by bit, one
 * bounded piece per checkpoint. Nearly every lookup is for an id that is not there, which a filter
 * in memory says; that of a window which was there before this process is filled bit by bit, too.
 */
final class RememberedIds {
    private static final int FORGOTTEN_PER_CHECKPOINT = 2_000;
    private static final int LEARNED_PER_CHECKPOINT = 1_000;

    /** One window, and which of its ids the filter has not seen yet. */
    private static final class Window {
        final KeyFilter filter = new KeyFilter();

        /** Stored keys from here on are unknown to the filter; null if it knows all. */
        @Nullable Bytes unknownFrom;

        boolean mayContain(Bytes key) {
            return unknownFrom != null || filter.mayContain(key);
        }
    }

    private final CheckpointStore store;
    private final long windowMillis;
    private final Map<Bytes, Seen> changed = new HashMap<>();
    private final TreeMap<Long, Window> windows = new TreeMap<>();
    private long newestMillis = Long.MIN_VALUE;
    private @Nullable Bytes forgetFrom;

    RememberedIds(CheckpointStore store, Duration window) {
        this.store = store;
        this.windowMillis = window.toMillis();
    }

    /** Finds out which windows the store holds; forgets what has not been checkpointed. */
    void load() {
        changed.clear();
        windows.clear();
        forgetFrom = null;
        long next = Long.MIN_VALUE;
        while (store.isOpen()) {
            try (KeyValueIterator<Bytes, byte[]> from =
                    store.range(Keys.seenFrom(Math.max(next, 0)), Keys.lastSeen())) {
                if (!from.hasNext()) {
                    return;
                }
                long window = Keys.windowOf(from.next().key);
                Window known = new Window();
                known.unknownFrom = Keys.seenFrom(window);
                windows.put(window, known);
                next = window + 1;
            }
        }
    }

    @Nullable Seen find(String groupId, String taskId, Instant recordTime) {
        long at = recordTime.toEpochMilli();
        Seen newest = null;
        for (Map.Entry<Long, Window> window :
                windows.subMap(windowOf(at - windowMillis), true, windowOf(at + windowMillis), true)
                        .entrySet()) {
            Bytes key = Keys.seen(window.getKey(), groupId, taskId);
            Seen seen = window.getValue().mayContain(key) ? find(key) : null;
            if (seen != null
                    && Math.abs(seen.at().toEpochMilli() - at) <= windowMillis
                    && (newest == null || seen.sequence() > newest.sequence())) {
                newest = seen;
            }
        }
        return newest;
    }

    private @Nullable Seen find(Bytes key) {
        Seen seen = changed.get(key);
        if (seen != null) {
            return seen;
        }
        byte[] stored = store.get(key);
        return stored == null ? null : ControlFormat.seen(stored);
    }

    void put(String groupId, String taskId, Seen seen) {
        long at = seen.at().toEpochMilli();
        long window = windowOf(at);
        newestMillis = Math.max(newestMillis, at);
        Bytes key = Keys.seen(window, groupId, taskId);
        windows.computeIfAbsent(window, w -> new Window()).filter.add(key);
        changed.put(key, seen);
    }

    private long windowOf(long millis) {
        return Math.max(0, Math.floorDiv(millis, windowMillis));
    }

    void checkpoint() {
        changed.forEach((key, seen) -> store.put(key, ControlFormat.write(seen)));
        changed.clear();
        forgetSome();
        learnSome();
    }

    /** Adds a piece of what the store held before to the filter of the newest window. */
    private void learnSome() {
        if (windows.isEmpty()) {
            return;
        }
        for (Map.Entry<Long, Window> window : windows.descendingMap().entrySet()) {
            Bytes from = window.getValue().unknownFrom;
            if (from != null) {
                learn(from, window.getKey(), window.getValue());
                return;
            }
        }
    }

    private void learn(Bytes from, long number, Window window) {
        int left = LEARNED_PER_CHECKPOINT;
        try (KeyValueIterator<Bytes, byte[]> old = store.range(from, Keys.seenFrom(number + 1))) {
            while (old.hasNext() && left-- > 0) {
                Bytes key = old.next().key;
                window.filter.add(key);
                window.unknownFrom = key;
            }
            if (!old.hasNext()) {
                window.unknownFrom = null;
            }
        }
    }

    /** Deletes a piece of the oldest window once no record within reach can ask for it. */
    private void forgetSome() {
        if (windows.isEmpty() || windows.firstKey() + 2 >= windowOf(newestMillis)) {
            return;
        }
        long window = windows.firstKey();
        Bytes from = forgetFrom == null ? Keys.seenFrom(window) : forgetFrom;
        int left = FORGOTTEN_PER_CHECKPOINT;
        try (KeyValueIterator<Bytes, byte[]> old = store.range(from, Keys.seenFrom(window + 1))) {
            while (old.hasNext() && left-- > 0) {
                Bytes key = old.next().key;
                store.delete(key);
                forgetFrom = key;
            }
            if (!old.hasNext()) {
                windows.remove(window);
                forgetFrom = null;
            }
        }
    }
}

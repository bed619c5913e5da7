package dev.strand.processor.checkpoint;

import dev.strand.core.fold.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Task ids of the de-duplication window. They are kept by windows of record time, so that a lookup
 * is one point get per window that exists, and a window that is over is forgotten bit by bit, one
 * bounded piece per checkpoint.
 */
final class RememberedIds {
    private static final int FORGOTTEN_PER_CHECKPOINT = 2_000;

    private final CheckpointStore store;
    private final long windowMillis;
    private final Map<Bytes, Seen> changed = new HashMap<>();
    private final TreeSet<Long> windows = new TreeSet<>();
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
                windows.add(window);
                next = window + 1;
            }
        }
    }

    @Nullable Seen find(String groupId, String taskId, Instant recordTime) {
        long at = recordTime.toEpochMilli();
        Seen newest = null;
        for (long window :
                windows.subSet(
                        windowOf(at - windowMillis), true, windowOf(at + windowMillis), true)) {
            Seen seen = find(Keys.seen(window, groupId, taskId));
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
        windows.add(window);
        newestMillis = Math.max(newestMillis, at);
        changed.put(Keys.seen(window, groupId, taskId), seen);
    }

    private long windowOf(long millis) {
        return Math.max(0, Math.floorDiv(millis, windowMillis));
    }

    void checkpoint() {
        changed.forEach((key, seen) -> store.put(key, ControlFormat.write(seen)));
        changed.clear();
        forgetSome();
    }

    /** Deletes a piece of the oldest window once no record within reach can ask for it. */
    private void forgetSome() {
        if (windows.isEmpty() || windows.first() + 2 >= windowOf(newestMillis)) {
            return;
        }
        long window = windows.first();
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

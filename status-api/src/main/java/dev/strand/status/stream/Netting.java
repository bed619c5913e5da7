package dev.strand.status.stream;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Keeps rows that come and go between two commits out of the store behind a write cache. Without it
 * each of them leaves a tombstone in the store and its changelog, and lists of what is queued walk
 * over all tombstones. A cache does this by itself as soon as somebody listens to its flushes.
 */
final class Netting {
    private Netting() {}

    @SuppressWarnings("unchecked") // the listener looks at nothing
    static void on(StateStore store) {
        boolean isCached =
                store instanceof CachedStateStore<?, ?> cached
                        && ((CachedStateStore<Object, Object>) cached)
                                .setFlushListener(change -> {}, false);
        if (!isCached) {
            throw new IllegalStateException(
                    "store " + store.name() + " must have a write cache; enable caching on it");
        }
    }
}

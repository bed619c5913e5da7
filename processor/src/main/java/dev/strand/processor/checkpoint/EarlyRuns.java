package dev.strand.processor.checkpoint;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Sequences of the runs that facts came for before their submission. All are in memory, so that a
 * submission, for which there is almost never one, costs no read.
 */
final class EarlyRuns {
    private static final byte[] NO_VALUE = {1};

    private final CheckpointStore store;
    private final Set<Long> sequences = new HashSet<>();
    private final Set<Long> changed = new HashSet<>();

    EarlyRuns(CheckpointStore store) {
        this.store = store;
    }

    /** Forgets what has not been checkpointed. */
    void load() {
        sequences.clear();
        changed.clear();
        if (!store.isOpen()) {
            return;
        }
        try (KeyValueIterator<Bytes, byte[]> all =
                store.range(Keys.firstEarly(), Keys.lastEarly())) {
            all.forEachRemaining(early -> sequences.add(Keys.sequenceOf(early.key)));
        }
    }

    boolean contains(long sequence) {
        return sequences.contains(sequence);
    }

    void add(long sequence) {
        if (sequences.add(sequence)) {
            changed.add(sequence);
        }
    }

    void remove(long sequence) {
        if (!sequences.isEmpty() && sequences.remove(sequence)) {
            changed.add(sequence);
        }
    }

    void checkpoint() {
        for (long sequence : changed) {
            if (sequences.contains(sequence)) {
                store.put(Keys.early(sequence), NO_VALUE);
            } else {
                store.delete(Keys.early(sequence));
            }
        }
        changed.clear();
    }
}

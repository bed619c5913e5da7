package dev.strand.core.owner;

import dev.strand.core.fold.Entry;
import java.util.List;
import java.util.function.Consumer;

/** Reads the queues of live runs from the store. Called from the stream thread only. */
public interface GroupQueue {
    /**
     * Up to {@code max} live runs of a group whose submission is known, by sequence, from this
     * sequence on.
     */
    List<Entry> read(String groupId, long fromSequence, int max);

    /** For every group that has live runs: its first {@code max}, by sequence. */
    void forEachGroup(int max, Consumer<List<Entry>> group);
}

package dev.strand.processor.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A persistent, logged key-value store that asks its user, right before every commit of the task,
 * for what has changed since the last one. What came and went in between is never written. Kafka
 * Streams offers that moment to its own caches alone ({@code CachedStateStore}, an internal
 * interface), hence the one internal import; a checkpoint test on a real broker guards it. Changes
 * are written in batches, several times as cheap for RocksDB as one by one, and can be read once
 * the checkpoint is over.
 */
public final class CheckpointStore implements StateStore, CachedStateStore<Bytes, byte[]> {
    /** What a batch may hold: RocksDB copies it into native memory. */
    private static final int MAX_BATCH_BYTES = 1 << 20;

    private final KeyValueStore<Bytes, byte[]> inner;
    private final List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>();
    private int batchBytes;
    private Runnable onCheckpoint = () -> {};
    private Runnable onDiscard = () -> {};

    CheckpointStore(KeyValueStore<Bytes, byte[]> inner) {
        this.inner = inner;
    }

    /**
     * Names the user of this store.
     *
     * @param checkpoint writes all changes into this store; called on the stream thread before each
     *     commit
     * @param discard forgets all changes; called on the stream thread when the task is closed
     *     without a commit
     */
    void onCheckpoint(Runnable checkpoint, Runnable discard) {
        onCheckpoint = checkpoint;
        onDiscard = discard;
    }

    byte @Nullable [] get(Bytes key) {
        return inner.get(key);
    }

    /** Writes a value with the checkpoint that goes on. */
    void put(Bytes key, byte[] value) {
        add(KeyValue.pair(key, value), value.length);
    }

    /** Deletes a value with the checkpoint that goes on. */
    void delete(Bytes key) {
        add(KeyValue.pair(key, null), 0);
    }

    private void add(KeyValue<Bytes, byte[]> change, int valueBytes) {
        batch.add(change);
        batchBytes += change.key.get().length + valueBytes;
        if (batchBytes >= MAX_BATCH_BYTES) {
            writeBatch();
        }
    }

    private void writeBatch() {
        if (!batch.isEmpty()) {
            inner.putAll(batch);
            forgetBatch();
        }
    }

    private void forgetBatch() {
        batch.clear();
        batchBytes = 0;
    }

    KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return inner.range(from, to);
    }

    @Override
    public void flushCache() {
        onCheckpoint.run();
        writeBatch();
    }

    @Override
    public void clearCache() {
        forgetBatch();
        onDiscard.run();
    }

    @Override
    public boolean setFlushListener(
            CacheFlushListener<Bytes, byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        inner.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        inner.commit(changelogOffsets);
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return inner.committedOffset(partition);
    }

    @Override
    @SuppressWarnings("deprecation")
    public boolean managesOffsets() {
        return inner.managesOffsets();
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }
}

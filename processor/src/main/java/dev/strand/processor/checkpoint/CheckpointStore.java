package dev.strand.processor.checkpoint;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
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
 * interface), hence the one internal import; a checkpoint test on a real broker guards it.
 */
public final class CheckpointStore implements StateStore, CachedStateStore<Bytes, byte[]> {
    private final KeyValueStore<Bytes, byte[]> inner;
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

    void put(Bytes key, byte[] value) {
        inner.put(key, value);
    }

    void delete(Bytes key) {
        inner.delete(key);
    }

    KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return inner.range(from, to);
    }

    @Override
    public void flushCache() {
        onCheckpoint.run();
    }

    @Override
    public void clearCache() {
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

package dev.strand.processor.checkpoint;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds {@link CheckpointStore}s on RocksDB with a changelog. */
public final class CheckpointStoreBuilder implements StoreBuilder<CheckpointStore> {
    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> inner;

    /**
     * A builder for a store of this name.
     *
     * @param changelogConfig topic settings of the changelog
     */
    public CheckpointStoreBuilder(String name, Map<String, String> changelogConfig) {
        this.inner =
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(name),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(changelogConfig);
    }

    @Override
    public CheckpointStore build() {
        return new CheckpointStore(inner.build());
    }

    @Override
    public StoreBuilder<CheckpointStore> withCachingEnabled() {
        throw new UnsupportedOperationException("the store has a cache of its own");
    }

    @Override
    public StoreBuilder<CheckpointStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<CheckpointStore> withLoggingEnabled(Map<String, String> config) {
        inner.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<CheckpointStore> withLoggingDisabled() {
        throw new UnsupportedOperationException("without its changelog the store would lose tasks");
    }

    @Override
    public Map<String, String> logConfig() {
        return inner.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return true;
    }

    @Override
    public String name() {
        return inner.name();
    }
}

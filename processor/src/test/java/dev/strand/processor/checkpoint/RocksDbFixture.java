package dev.strand.processor.checkpoint;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A checkpoint store on a real RocksDB, without Kafka. */
final class RocksDbFixture implements AutoCloseable {
    private final CheckpointStore store;

    RocksDbFixture(Path directory) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "checkpoint-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        MockProcessorContext<Void, Void> context =
                new MockProcessorContext<>(properties, new TaskId(0, 0), directory.toFile());
        KeyValueStore<Bytes, byte[]> inner = Stores.persistentKeyValueStore("checkpoint").get();
        this.store = new CheckpointStore(inner);
        StateStoreContext storeContext = context.getStateStoreContext();
        store.init(storeContext, store);
    }

    CheckpointStore store() {
        return store;
    }

    /** What Kafka Streams does before a commit. */
    void checkpoint() {
        store.flushCache();
    }

    @Override
    public void close() {
        store.close();
    }
}

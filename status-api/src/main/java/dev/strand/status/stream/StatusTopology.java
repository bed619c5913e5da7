package dev.strand.status.stream;

import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.topic.Topics;
import dev.strand.status.table.Stores;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The topology: both logs, decoded and folded into the stores of the partition.
 *
 * @param topics names of the logs
 * @param deduplicationWindow how long a task id is remembered
 * @param maxPayloadBytes largest payload that is accepted
 */
public record StatusTopology(Topics topics, Duration deduplicationWindow, int maxPayloadBytes) {
    private static final String TASKS_SOURCE = "tasks-source";
    private static final String STATUS_SOURCE = "status-source";
    private static final String DECODE_TASKS = "decode-tasks";
    private static final String DECODE_STATUS = "decode-status";
    private static final String FOLD = "fold";

    /** Builds it. What is read is told to {@code positions} and {@code listener}. */
    public Topology build(ReadPositions positions, TableListener listener) {
        Topology topology = new Topology();
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        topology.addSource(
                AutoOffsetReset.earliest(),
                TASKS_SOURCE,
                new TasksTime(),
                bytes,
                bytes,
                topics.tasks().name());
        topology.addSource(
                AutoOffsetReset.earliest(),
                STATUS_SOURCE,
                new FactsFirst(),
                bytes,
                bytes,
                topics.status().name());
        TaskCodec codec = new TaskCodec(maxPayloadBytes);
        topology.addProcessor(DECODE_TASKS, () -> new DecodeTasks(codec), TASKS_SOURCE);
        topology.addProcessor(DECODE_STATUS, DecodeStatus::new, STATUS_SOURCE);
        topology.addProcessor(
                FOLD,
                () -> new FoldLogs(deduplicationWindow, positions, listener),
                DECODE_TASKS,
                DECODE_STATUS);
        topology.addStateStore(store(Stores.TASKS), FOLD);
        topology.addStateStore(store(Stores.GROUPS), FOLD);
        topology.addStateStore(store(Stores.INDEXES), FOLD);
        return topology;
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingEnabled();
    }
}

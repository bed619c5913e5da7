package dev.strand.processor.topology;

import dev.strand.processor.checkpoint.CheckpointStoreBuilder;
import dev.strand.processor.execution.PartitionHosts;
import dev.strand.processor.reading.ReadAhead;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** Wires the sources, the processor, its store and the sinks: one sub-topology, co-partitioned. */
public final class StrandTopology {
    /** Name of the checkpoint store. */
    public static final String STORE = "strand-checkpoint";

    static final String REJECTED = "rejected";
    static final String DEAD_LETTERS = "dead-letters";

    private static final String TASKS = "tasks";
    private static final String STATUS = "status";
    private static final String PROCESSOR = "partition";

    private StrandTopology() {}

    /**
     * The topology.
     *
     * @param maxRecordBytes largest record of any topic, changelog included
     */
    public static Topology of(
            Topics topics,
            TaskCodec codec,
            PartitionHosts hosts,
            Duration deduplicationWindow,
            InputWatch input,
            ReadAhead readAhead,
            int maxRecordBytes) {
        Map<String, String> changelog =
                Map.of("max.message.bytes", Integer.toString(maxRecordBytes));
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        STATUS,
                        new FactsFirst(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.status().name())
                .addSource(
                        AutoOffsetReset.earliest(),
                        TASKS,
                        new RecordTime(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.tasks().name())
                .addProcessor(
                        PROCESSOR,
                        () ->
                                new PartitionProcessor(
                                        topics,
                                        codec,
                                        hosts,
                                        deduplicationWindow,
                                        input,
                                        readAhead),
                        STATUS,
                        TASKS)
                .addStateStore(new CheckpointStoreBuilder(STORE, changelog), PROCESSOR)
                .addSink(
                        REJECTED,
                        topics.rejected().name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        PROCESSOR)
                .addSink(
                        DEAD_LETTERS,
                        topics.deadLetters().name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        PROCESSOR);
    }

    /**
     * Kafka Streams takes the lowest timestamp first: facts must never wait behind a backlog of
     * tasks.
     */
    private static final class FactsFirst implements TimestampExtractor {
        @Override
        public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
            return 0;
        }
    }

    /** The record's own time; one that has none keeps the partition's. */
    private static final class RecordTime implements TimestampExtractor {
        @Override
        public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
            return Math.max(record.timestamp(), 1);
        }
    }
}

package dev.strand.testing.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from the beginning, as any consumer outside Strand could. */
public final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;

    /** A reader of the topics of this cluster. */
    public TopicReader(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * All committed records that the topic has at the time of the call, per partition in the order
     * of their offsets.
     *
     * @param limit longest time that it may take
     * @throws AssertionError if the time passes first
     */
    public List<ConsumerRecord<byte[], byte[]>> readAll(String topic, Duration limit) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config())) {
            List<TopicPartition> partitions = partitionsOf(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readTo(consumer, consumer.endOffsets(partitions), limit);
        }
    }

    /** A consumer of all partitions of these topics that stands at their beginning. */
    public KafkaConsumer<byte[], byte[]> consumer(List<String> topics) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config());
        List<TopicPartition> all = new ArrayList<>();
        topics.forEach(topic -> all.addAll(partitionsOf(consumer, topic)));
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return consumer;
    }

    /** The number of partitions of a topic. */
    public int partitions(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config())) {
            return partitionsOf(consumer, topic).size();
        }
    }

    private Map<String, Object> config() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
    }

    private static List<TopicPartition> partitionsOf(
            KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found.isEmpty()) {
            throw new AssertionError("there is no topic " + topic);
        }
        return found.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> readTo(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "the records up to %s were not read within %s, got: %d"
                                .formatted(ends, limit, records.size()));
            }
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }
}

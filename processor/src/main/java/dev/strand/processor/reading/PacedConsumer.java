package dev.strand.processor.reading;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer of a stream thread, which holds back the partitions of {@code strand.tasks} while
 * they are far enough ahead. What Kafka Streams pauses stays paused whatever the pace.
 */
final class PacedConsumer extends KafkaConsumer<byte[], byte[]> {
    /** Longest wait for other records while tasks are held back. */
    private static final Duration HELD_POLL = Duration.ofMillis(5);

    private final ReadAhead readAhead;
    private final String tasksTopic;
    private final Set<TopicPartition> pausedByStreams = new HashSet<>();
    private boolean isHeld;

    PacedConsumer(Map<String, Object> config, ReadAhead readAhead, String tasksTopic) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.readAhead = readAhead;
        this.tasksTopic = tasksTopic;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (!readAhead.isOpen(System.nanoTime())) {
            isHeld = true;
            super.pause(tasks(assignment()));
            return super.poll(timeout.compareTo(HELD_POLL) < 0 ? timeout : HELD_POLL);
        }
        if (isHeld) {
            isHeld = false;
            List<TopicPartition> released = tasks(assignment());
            super.resume(released.stream().filter(p -> !pausedByStreams.contains(p)).toList());
        }
        return super.poll(timeout);
    }

    private List<TopicPartition> tasks(Collection<TopicPartition> partitions) {
        return partitions.stream().filter(this::isTasks).toList();
    }

    private boolean isTasks(TopicPartition partition) {
        return partition.topic().equals(tasksTopic);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        pausedByStreams.addAll(partitions);
        super.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        pausedByStreams.removeAll(partitions);
        super.resume(isHeld ? partitions.stream().filter(p -> !isTasks(p)).toList() : partitions);
    }
}

package dev.strand.processor.topics;

import dev.strand.schemas.topic.TopicSpec;
import dev.strand.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing, and refuses partition counts that would break the protocol.
 */
public final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    private final Admin admin;
    private final Topics topics;

    /** Over this cluster; the admin client stays the caller's. */
    public TopicSetup(Admin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /**
     * Makes sure that all topics are there. Safe to run from several processes at once.
     *
     * @param partitions of topics that are created where neither {@code tasks} nor {@code status}
     *     is there yet
     * @param replicationFactor of topics that are created; -1 is the broker's default
     * @param maxRecordBytes largest record of a topic that is created
     * @return the number of partitions of {@code tasks} and {@code status}
     * @throws IllegalStateException naming topic and counts if these two differ
     */
    public int ensure(int partitions, short replicationFactor, int maxRecordBytes) {
        Set<String> existing = call(admin.listTopics().names());
        int count = existingPartitions(existing).orElse(partitions);
        List<NewTopic> missing = new ArrayList<>();
        for (TopicSpec topic : topics.all()) {
            if (!existing.contains(topic.name())) {
                missing.add(newTopic(topic, count, replicationFactor, maxRecordBytes));
            }
        }
        missing.forEach(this::create);
        int agreed = agreedPartitions();
        awaitLeaders(agreed);
        return agreed;
    }

    private Optional<Integer> existingPartitions(Set<String> existing) {
        return List.of(topics.tasks().name(), topics.status().name()).stream()
                .filter(existing::contains)
                .findFirst()
                .map(this::partitionsOf);
    }

    private static NewTopic newTopic(
            TopicSpec topic, int partitions, short replicationFactor, int maxRecordBytes) {
        Optional<Short> replication =
                replicationFactor < 0 ? Optional.empty() : Optional.of(replicationFactor);
        return new NewTopic(topic.name(), Optional.of(partitions), replication)
                .configs(
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup().policy(),
                                TopicConfig.RETENTION_MS_CONFIG,
                                        Long.toString(topic.retention().toMillis()),
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                        Integer.toString(maxRecordBytes)));
    }

    private void create(NewTopic topic) {
        try {
            admin.createTopics(List.of(topic)).all().get();
            LOG.atInfo()
                    .addKeyValue("topic", topic.name())
                    .addKeyValue("partitions", topic.numPartitions())
                    .log("created a topic");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException(
                        "topic " + topic.name() + " cannot be created", e.getCause());
            }
        }
    }

    /**
     * A partition that has a leader in the metadata may not have one in the broker yet: until then
     * an idempotent producer can have its second batch accepted before its first.
     */
    private void awaitLeaders(int count) {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        for (int number = 0; number < count; number++) {
            all.put(new TopicPartition(topics.tasks().name(), number), OffsetSpec.latest());
            all.put(new TopicPartition(topics.status().name(), number), OffsetSpec.latest());
        }
        call(admin.listOffsets(all).all());
    }

    private int agreedPartitions() {
        String tasks = topics.tasks().name();
        String status = topics.status().name();
        int ofTasks = partitionsOf(tasks);
        int ofStatus = partitionsOf(status);
        if (ofTasks != ofStatus) {
            throw new IllegalStateException(
                    "topics %s and %s must have the same number of partitions, got: %d and %d; recreate the one that is empty with the other's number"
                            .formatted(tasks, status, ofTasks, ofStatus));
        }
        return ofTasks;
    }

    private int partitionsOf(String topic) {
        return call(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .mapToInt(found -> found.partitions().size())
                .sum();
    }

    private static <T> T call(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka did not answer", e.getCause());
        }
    }
}

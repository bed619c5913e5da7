package dev.strand.processor.topics;

import dev.strand.schemas.topic.TopicSpec;
import dev.strand.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing, and refuses partition counts that would break the protocol.
 */
public final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    private static final Duration PROPAGATION = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

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
     * @throws IllegalStateException naming topic and counts if these two differ, and the topics
     *     that do not take records of {@code maxRecordBytes}
     */
    public int ensure(int partitions, short replicationFactor, int maxRecordBytes) {
        Set<String> existing = call(admin.listTopics().names());
        int wanted = existingPartitions(existing).orElse(partitions);
        createUnless(existing, topics.tasks(), wanted, replicationFactor, maxRecordBytes);
        // Another process may have been faster, or the list of topics behind.
        int count = partitionsOf(topics.tasks().name());
        for (TopicSpec topic : topics.all()) {
            createUnless(existing, topic, count, replicationFactor, maxRecordBytes);
        }
        int agreed = agreedPartitions();
        awaitLeaders(agreed);
        refuseSmallRecordLimits(maxRecordBytes);
        return agreed;
    }

    /**
     * A record that one of these topics does not take would stop its partition for good: the stream
     * thread can neither write nor skip it.
     */
    private void refuseSmallRecordLimits(int maxRecordBytes) {
        List<ConfigResource> written =
                List.of(topics.status(), topics.deadLetters(), topics.rejected()).stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                        .toList();
        List<String> tooSmall = new ArrayList<>();
        retried(() -> admin.describeConfigs(written).all())
                .forEach((topic, config) -> {
                    String limit = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
                    if (Integer.parseInt(limit) < maxRecordBytes) {
                        tooSmall.add(
                                "topic %s must take records of %d bytes, got: max.message.bytes=%s; raise it with kafka-configs.sh --alter --topic %s --add-config max.message.bytes=%d"
                                        .formatted(
                                                topic.name(),
                                                maxRecordBytes,
                                                limit,
                                                topic.name(),
                                                maxRecordBytes));
                    }
                });
        if (!tooSmall.isEmpty()) {
            throw new IllegalStateException(String.join("; ", tooSmall));
        }
    }

    private void createUnless(
            Set<String> existing,
            TopicSpec topic,
            int count,
            short replicationFactor,
            int maxRecordBytes) {
        if (!existing.contains(topic.name())) {
            create(newTopic(topic, count, replicationFactor, maxRecordBytes));
        }
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
        retried(() -> admin.listOffsets(all).all());
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
        return retried(() -> admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .mapToInt(found -> found.partitions().size())
                .sum();
    }

    /** A topic just created, here or by another process, is not known to every broker at once. */
    private static <T> T retried(Supplier<KafkaFuture<T>> question) {
        long deadline = System.nanoTime() + PROPAGATION.toNanos();
        while (true) {
            try {
                return call(question.get());
            } catch (KafkaException e) {
                boolean isUnknownYet = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!isUnknownYet || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
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

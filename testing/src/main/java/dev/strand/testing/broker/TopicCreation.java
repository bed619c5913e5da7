package dev.strand.testing.broker;

import dev.strand.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates topics on a single node, leaving alone those that exist, and waits until clients can use
 * them.
 */
final class TopicCreation {
    private static final short REPLICAS = 1;
    private static final Duration KNOWN_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(10);

    private TopicCreation() {}

    static void create(String bootstrapServers, List<TopicSpec> topics, int partitions) {
        create(
                bootstrapServers,
                topics.stream().map(topic -> newTopic(topic, partitions)).toList());
    }

    static void createPlain(String bootstrapServers, List<String> names, int partitions) {
        create(
                bootstrapServers,
                names.stream().map(name -> new NewTopic(name, partitions, REPLICAS)).toList());
    }

    private static NewTopic newTopic(TopicSpec spec, int partitions) {
        return new NewTopic(spec.name(), partitions, REPLICAS)
                .configs(
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG, spec.cleanup().policy(),
                                TopicConfig.RETENTION_MS_CONFIG,
                                        Long.toString(spec.retention().toMillis())));
    }

    private static void create(String bootstrapServers, List<NewTopic> topics) {
        Map<String, Object> config =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(config)) {
            admin.createTopics(topics)
                    .values()
                    .values()
                    .forEach(creation -> hasSucceeded(creation, TopicExistsException.class));
            awaitKnown(admin, topics);
            awaitLeaders(admin, topics);
        }
    }

    /**
     * A partition that has a leader in the metadata may not have one in the broker yet: until then
     * an idempotent producer can have its second batch accepted before its first, and loses it.
     */
    private static void awaitLeaders(Admin admin, List<NewTopic> topics) {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int number = 0; number < topic.numPartitions(); number++) {
                partitions.put(new TopicPartition(topic.name(), number), OffsetSpec.latest());
            }
        }
        awaitSuccess(() -> admin.listOffsets(partitions).all(), topics);
    }

    /** A broker learns of a topic a moment after the controller has created it. */
    private static void awaitKnown(Admin admin, List<NewTopic> topics) {
        List<String> names = topics.stream().map(NewTopic::name).toList();
        awaitSuccess(() -> admin.describeTopics(names).allTopicNames(), topics);
    }

    private static void awaitSuccess(Supplier<KafkaFuture<?>> question, List<NewTopic> topics) {
        long deadline = System.nanoTime() + KNOWN_LIMIT.toNanos();
        while (!hasSucceeded(question.get(), UnknownTopicOrPartitionException.class)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "topics were created and are still unknown after "
                                + KNOWN_LIMIT
                                + ": "
                                + topics);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Whether it succeeded, or failed in the expected way. */
    private static boolean hasSucceeded(
            KafkaFuture<?> answer, Class<? extends Exception> expected) {
        try {
            answer.get();
            return true;
        } catch (ExecutionException e) {
            if (expected.isInstance(e.getCause())) {
                return false;
            }
            throw new IllegalStateException("topics could not be created: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were created", e);
        }
    }
}

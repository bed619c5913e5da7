package dev.strand.testing.broker;

import dev.strand.schemas.topic.TopicSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics on a single node, leaving alone those that exist. */
final class TopicCreation {
    private static final short REPLICAS = 1;

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
            await(admin.createTopics(topics).values().values());
            awaitLeaders(admin, topics);
        }
    }

    /**
     * A partition that has a leader in the metadata may not have one in the broker yet: until then
     * an idempotent producer can have its second batch accepted before its first.
     */
    private static void awaitLeaders(Admin admin, List<NewTopic> topics) {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int number = 0; number < topic.numPartitions(); number++) {
                partitions.put(new TopicPartition(topic.name(), number), OffsetSpec.latest());
            }
        }
        await(List.of(admin.listOffsets(partitions).all().thenApply(found -> null)));
    }

    private static void await(Collection<? extends KafkaFuture<?>> creations) {
        for (KafkaFuture<?> creation : creations) {
            try {
                creation.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException(
                            "a topic could not be created: " + e.getCause(), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while topics were created", e);
            }
        }
    }
}

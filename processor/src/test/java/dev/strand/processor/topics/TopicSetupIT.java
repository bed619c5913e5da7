package dev.strand.processor.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.schemas.topic.TopicSpec;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TopicSetupIT {
    private static final short BROKER_DEFAULT = -1;
    private static final int RECORD_BYTES = 8 << 20;

    @TempDir private static Path directory;

    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void shouldCreateAllTopicsAsTheContractSays() throws Exception {
        // When
        Topics topics = Topics.withPrefix("fresh.");
        assertThat(ensure(admin, topics, 7)).isEqualTo(7);
        // Then
        for (TopicSpec topic : topics.all()) {
            assertThat(partitions(topic.name())).as(topic.name()).isEqualTo(7);
            Config config = config(topic.name());
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(config.get("retention.ms").value())
                    .isEqualTo(Long.toString(topic.retention().toMillis()));
            assertThat(config.get("max.message.bytes").value()).isEqualTo("8388608");
        }
        assertThat(config("fresh.status").get("retention.ms").value()).isEqualTo("604800000");
        assertThat(config("fresh.rejected").get("retention.ms").value()).isEqualTo("2592000000");
    }

    @Test
    void shouldFollowTheTopicThatIsThereAlready() throws Exception {
        create("half.tasks", 5, Map.of());
        assertThat(ensure(admin, Topics.withPrefix("half."), 7)).isEqualTo(5);
        assertThat(partitions("half.status")).isEqualTo(5);
    }

    @Test
    void shouldChangeNothingTheSecondTime() throws Exception {
        Topics topics = Topics.withPrefix("again.");
        assertThat(ensure(admin, topics, 3)).isEqualTo(3);
        assertThat(ensure(admin, topics, 9)).isEqualTo(3);
        assertThat(partitions("again.tasks")).isEqualTo(3);
    }

    @Test
    void shouldRefuseCountsThatDifferNamingTopicsAndCounts() throws Exception {
        create("odd.tasks", 5, Map.of());
        create("odd.status", 6, Map.of());
        assertThatThrownBy(() -> ensure(admin, Topics.withPrefix("odd."), 7))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("odd.tasks")
                .hasMessageContaining("odd.status")
                .hasMessageContaining("5 and 6");
    }

    @Test
    void shouldRefuseTopicsThatDoNotTakeTheLargestRecord() throws Exception {
        create("small.rejected", 5, Map.of("max.message.bytes", "1048588"));
        assertThatThrownBy(() -> ensure(admin, Topics.withPrefix("small."), 5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("small.rejected")
                .hasMessageContaining("8388608")
                .hasMessageContaining("max.message.bytes=1048588")
                .hasMessageNotContaining("small.status");
    }

    @Test
    void shouldAgreeWhereSeveralProcessesStartAtOnce() throws Exception {
        int processes = 8;
        CyclicBarrier barrier = new CyclicBarrier(processes);
        for (int round = 0; round < 5; round++) {
            Topics topics = Topics.withPrefix("race" + round + ".");
            List<Future<Integer>> answers = new ArrayList<>();
            try (ExecutorService executor = Executors.newFixedThreadPool(processes)) {
                for (int i = 0; i < processes; i++) {
                    Callable<Integer> start =
                            () -> {
                                try (Admin own =
                                        Admin.create(
                                                Map.of(
                                                        "bootstrap.servers",
                                                        broker.bootstrapServers()))) {
                                    barrier.await(60, TimeUnit.SECONDS);
                                    return ensure(own, topics, 4);
                                }
                            };
                    answers.add(executor.submit(start));
                }
                for (Future<Integer> answer : answers) {
                    assertThat(answer.get()).as("round %d", round).isEqualTo(4);
                }
            }
        }
    }

    private static int ensure(Admin asking, Topics topics, int partitions) {
        return new TopicSetup(asking, topics).ensure(partitions, BROKER_DEFAULT, RECORD_BYTES);
    }

    private static void create(String topic, int partitions, Map<String, String> config)
            throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(config)))
                .all()
                .get();
    }

    /** The broker answers that a topic is created a moment before it knows the topic itself. */
    private static int partitions(String topic) {
        return Awaitility.await()
                .ignoreExceptionsMatching(
                        e -> e.getCause() instanceof UnknownTopicOrPartitionException)
                .until(() -> describe(topic), description -> true)
                .partitions()
                .size();
    }

    private static TopicDescription describe(String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next();
    }

    private static Config config(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().values().iterator().next();
    }
}

package dev.strand.testing.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.schemas.topic.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerIT {
    @TempDir private Path directory;

    @Test
    void shouldKeepTopicsAndRecordsAcrossACleanRestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            broker.createTopics(3, "kept");
            new BrokerClient(broker.bootstrapServers()).write("kept", "before");
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            broker.createTopics(3, "kept");
            new BrokerClient(broker.bootstrapServers()).write("kept", "after");

            assertThat(new BrokerClient(broker.bootstrapServers()).read("kept"))
                    .containsExactlyInAnyOrder("before", "after");
        }
    }

    @Test
    void shouldCreateTheTopicsOfTheCatalogue() throws Exception {
        Topics topics = Topics.withPrefix("test.");
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {

            broker.createTopics(topics, 5);

            var found =
                    admin.describeTopics(
                                    List.of(
                                            "test.tasks",
                                            "test.status",
                                            "test.dead-letters",
                                            "test.rejected"))
                            .allTopicNames()
                            .get();
            assertThat(found.values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(5));
            ConfigResource tasks = new ConfigResource(ConfigResource.Type.TOPIC, "test.tasks");
            assertThat(admin.describeConfigs(List.of(tasks)).all().get().values())
                    .singleElement()
                    .satisfies(config ->
                            assertThat(config.get("retention.ms").value())
                                    .isEqualTo(Long.toString(Duration.ofDays(7).toMillis())));
        }
    }

    @Test
    void shouldAllowASessionOfThreeSeconds() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            broker.createTopics(1, "joined");
            Map<String, Object> config =
                    Map.of(
                            "bootstrap.servers",
                            broker.bootstrapServers(),
                            "group.id",
                            "quick",
                            "session.timeout.ms",
                            3_000,
                            "heartbeat.interval.ms",
                            1_000);
            try (KafkaConsumer<String, String> consumer =
                    new KafkaConsumer<>(
                            config, new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of("joined"));

                long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                while (consumer.assignment().isEmpty() && System.nanoTime() < deadline) {
                    consumer.poll(Duration.ofMillis(200));
                }

                assertThat(consumer.assignment()).hasSize(1);
            }
        }
    }

    @Test
    void shouldSayWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerSettings settings = BrokerSettings.in(directory).withPort(taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedBroker.start(settings))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " is taken");
        }
    }

    @Test
    void shouldSayThatTheDirectoryIsInUse() {
        try (EmbeddedBroker first = EmbeddedBroker.start(directory)) {
            assertThat(first.port()).isPositive();

            assertThatThrownBy(() -> EmbeddedBroker.start(directory))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("in use by another broker");
        }
    }
}

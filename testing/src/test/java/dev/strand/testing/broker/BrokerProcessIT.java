package dev.strand.testing.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BrokerProcessIT {
    @TempDir private Path directory;

    @Test
    void shouldHaveEveryAcknowledgedRecordAfterKillMinusNine() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("data"))) {
            TopicCreation.createPlain(broker.bootstrapServers(), List.of("kept"), 1);
            BrokerClient client = new BrokerClient(broker.bootstrapServers());
            client.write("kept", "one", "two", "three");

            broker.kill();
            broker.restart();

            client.write("kept", "four");
            assertThat(client.read("kept")).containsExactly("one", "two", "three", "four");
        }
    }

    @Test
    void shouldTakeUpInThisJvmWhatAKilledProcessLeft() throws Exception {
        Path data = directory.resolve("data");
        try (BrokerProcess broker = BrokerProcess.start(data)) {
            TopicCreation.createPlain(broker.bootstrapServers(), List.of("kept"), 1);
            new BrokerClient(broker.bootstrapServers()).write("kept", "one");
            broker.kill();
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            assertThat(new BrokerClient(broker.bootstrapServers()).read("kept"))
                    .containsExactly("one");
        }
    }

    @Test
    void shouldEndTheTransactionsThatWereOpenWhenItWasKilled() throws Exception {
        int partitions = 10;
        Path data = directory.resolve("data");
        try (BrokerProcess broker = BrokerProcess.start(data)) {
            TopicCreation.createPlain(broker.bootstrapServers(), List.of("kept"), partitions);
            Producer<String, String> producer = transactional(broker.bootstrapServers());
            producer.beginTransaction();
            for (int partition = 0; partition < partitions; partition++) {
                producer.send(new ProducerRecord<>("kept", partition, "key", "never")).get();
            }

            broker.kill();
            producer.close(Duration.ZERO);
        }
        BrokerSettings eager =
                BrokerSettings.in(data)
                        .with("transaction.abort.timed.out.transaction.cleanup.interval.ms", "50");

        try (EmbeddedBroker broker = EmbeddedBroker.start(eager);
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            for (int partition = 0; partition < partitions; partition++) {
                TopicPartition each = new TopicPartition("kept", partition);
                // The record, and the marker that ends its transaction.
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(committedEnd(admin, each)).isEqualTo(2));
            }
        }
    }

    private static Producer<String, String> transactional(String bootstrapServers) {
        Map<String, Object> config =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "killed",
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        1_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        10_000);
        Producer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private static long committedEnd(Admin admin, TopicPartition partition) throws Exception {
        return admin.listOffsets(
                        Map.of(partition, OffsetSpec.latest()),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .partitionResult(partition)
                .get()
                .offset();
    }

    @Test
    void shouldBeLeftAloneByABrokerThatIsStartedOnItsDirectory() throws Exception {
        Path data = directory.resolve("data");
        try (BrokerProcess broker = BrokerProcess.start(data)) {
            TopicCreation.createPlain(broker.bootstrapServers(), List.of("kept"), 1);

            assertThatThrownBy(() -> EmbeddedBroker.start(data))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("in use by another broker");

            BrokerClient client = new BrokerClient(broker.bootstrapServers());
            client.write("kept", "one");
            assertThat(client.read("kept")).containsExactly("one");
        }
    }
}

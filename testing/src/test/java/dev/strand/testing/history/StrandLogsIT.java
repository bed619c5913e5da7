package dev.strand.testing.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskStatus;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.topic.StatusKeys;
import dev.strand.schemas.topic.Topics;
import dev.strand.testing.broker.EmbeddedBroker;
import dev.strand.testing.trace.RunKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StrandLogsIT {
    private static final int PARTITION = 1;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final OwnerKey OWNER = new OwnerKey(1, "nonce");

    private final Topics topics = Topics.withPrefix(Topics.DEFAULT_PREFIX);

    @TempDir private Path directory;

    @Test
    void shouldFoldWhatTheTopicsSay() throws Exception {
        Task task =
                new Task(
                        "g", "t1", "demo", RawJson.of("{\"a\":1}"), TaskOptions.DEFAULT, NOW, null);
        FactDetails details =
                new FactDetails(task, NOW, "tester", NOW, null, RawJson.NULL, null, null);
        StatusRecord completed =
                new StatusRecord.Fact(
                        RunId.at("g", "t1", 1, 1), OWNER, 1, FactStatus.COMPLETED, details);
        StatusRecord claim =
                new StatusRecord.Owner(
                        OWNER, StatusRecord.OwnerKind.CLAIM, 0, "tester", false, List.of());
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            broker.createTopics(topics, 2);
            write(broker, topics.tasks().name(), "g", "not JSON".getBytes(StandardCharsets.UTF_8));
            write(
                    broker,
                    topics.tasks().name(),
                    "g",
                    TaskCodec.encode(new TaskRecord.Submission(task)));
            write(broker, topics.status().name(), StatusKeys.of(claim), StatusCodec.encode(claim));
            write(
                    broker,
                    topics.status().name(),
                    StatusKeys.of(completed),
                    StatusCodec.encode(completed));

            History history = StrandLogs.read(broker.bootstrapServers());

            RunKey key = new RunKey("g", "t1", 1);
            assertThat(history.runs())
                    .singleElement()
                    .satisfies(run -> {
                        assertThat(run.key()).isEqualTo(key);
                        assertThat(run.id().sequence()).isEqualTo(1);
                        assertThat(run.partition()).isEqualTo(PARTITION);
                    });
            assertThat(history.finalStatus(key)).isEqualTo(TaskStatus.COMPLETED);
            assertThat(history.malformed()).isEqualTo(1);
            assertThat(history.contradictions()).isEmpty();
        }
    }

    private static void write(EmbeddedBroker broker, String topic, String key, byte[] value)
            throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
            producer.send(
                            new ProducerRecord<>(
                                    topic, PARTITION, NOW.toEpochMilli(), keyBytes, value))
                    .get();
        }
    }
}

package dev.strand.systemtests.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.topic.TopicSpec;
import dev.strand.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes both logs, as clients and a processor would: tasks that wait, and tasks that ended. */
final class BothLogs implements AutoCloseable {
    /** Type of all tasks. */
    static final String TYPE = "fleet";

    /** What stands in every payload and is not for viewers. */
    static final String SECRET = "s3cret";

    private static final Topics TOPICS = Topics.withPrefix(Topics.DEFAULT_PREFIX);
    private static final OwnerKey OWNER = new OwnerKey(1, "owner");

    private final KafkaProducer<byte[], byte[]> producer;

    BothLogs(String bootstrapServers, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            List<NewTopic> topics =
                    TOPICS.all().stream()
                            .map(TopicSpec::name)
                            .map(name -> new NewTopic(name, partitions, (short) 1))
                            .toList();
            admin.createTopics(topics).all().get();
        }
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** A task in a group of its own; durable when this returns. */
    RecordMetadata submit(String taskId) throws Exception {
        String json =
                "{\"type\":\"%s\",\"taskId\":\"%s\",\"payload\":%s}"
                        .formatted(TYPE, taskId, payload());
        return producer.send(
                        new ProducerRecord<>(
                                TOPICS.tasks().name(),
                                taskId.getBytes(UTF_8),
                                json.getBytes(UTF_8)))
                .get();
    }

    /** Its end. */
    void complete(RecordMetadata at, String taskId) throws Exception {
        Instant now = Instant.now();
        Task task =
                new Task(
                        taskId,
                        taskId,
                        TYPE,
                        RawJson.of(payload()),
                        TaskOptions.DEFAULT,
                        Instant.ofEpochMilli(at.timestamp()),
                        null);
        RawJson result = RawJson.of(payload());
        FactDetails details = new FactDetails(task, now, "worker-1", now, null, result, null, null);
        Fact fact =
                new Fact(
                        RunId.at(taskId, taskId, 1, at.offset()),
                        OWNER,
                        1,
                        FactStatus.COMPLETED,
                        details);
        producer.send(
                        new ProducerRecord<>(
                                TOPICS.status().name(),
                                at.partition(),
                                taskId.getBytes(UTF_8),
                                StatusCodec.encode(fact)))
                .get();
    }

    private static String payload() {
        return "{\"iban\":\"" + SECRET + "\"}";
    }

    @Override
    public void close() {
        producer.close();
    }
}

package dev.strand.benchmarks.status;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes both logs as submitters and processors would. For one thread. */
public final class Logs implements AutoCloseable {
    private static final OwnerKey OWNER = new OwnerKey(1, "bench");
    private static final Duration RUN = Duration.ofMillis(40);
    private static final TaskError ERROR =
            new TaskError(
                    "java.net.ConnectException",
                    "connection to mail-7.example.org refused",
                    "java.net.ConnectException: refused\n\tat dev.example.Mail.send(Mail.java:31)");
    private static final RawJson RESULT = RawJson.of("{\"sent\":true,\"id\":\"a4711\"}");

    private final Topics topics;
    private final Work work;
    private final KafkaProducer<byte[], byte[]> producer;

    /** To these topics. */
    public Logs(String bootstrapServers, Topics topics, Work work) {
        this.topics = topics;
        this.work = work;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.LINGER_MS_CONFIG,
                                5,
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "lz4",
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                256 << 10),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** Sends the submission of a task; the answer is where it lies. */
    public Future<RecordMetadata> submit(int number) {
        Task task = work.task(number);
        TaskRecord record = new TaskRecord.Submission(task);
        CompletableFuture<RecordMetadata> place = new CompletableFuture<>();
        var _ =
                producer.send(
                        new ProducerRecord<>(
                                topics.tasks().name(),
                                null,
                                task.submittedAt().toEpochMilli(),
                                TaskCodec.key(record),
                                TaskCodec.encode(record)),
                        (metadata, failure) -> {
                            if (failure == null) {
                                place.complete(metadata);
                            } else {
                                place.completeExceptionally(failure);
                            }
                        });
        return place;
    }

    /** Sends the facts about a task whose submission lies there; returns how many there are. */
    public int tell(int number, RecordMetadata place) {
        Task task = work.task(number);
        Instant at = work.happenedAt(number);
        for (FactStatus status : work.facts(number)) {
            Instant then = status == FactStatus.STARTED ? at : at.plus(RUN);
            Fact fact =
                    new Fact(
                            RunId.at(task.groupId(), task.taskId(), 1, place.offset()),
                            OWNER,
                            1,
                            status,
                            details(task, status, at, then));
            var _ =
                    producer.send(
                            new ProducerRecord<>(
                                    topics.status().name(),
                                    place.partition(),
                                    then.toEpochMilli(),
                                    task.taskId().getBytes(StandardCharsets.UTF_8),
                                    StatusCodec.encode(fact)));
        }
        return work.facts(number).size();
    }

    private static FactDetails details(Task task, FactStatus status, Instant started, Instant at) {
        boolean isFailed = status == FactStatus.FAILED || status == FactStatus.RETRYING;
        boolean isRun = status != FactStatus.CANCELLED && status != FactStatus.EXPIRED;
        return new FactDetails(
                task,
                at,
                "worker-1",
                isRun ? started : null,
                status == FactStatus.RETRYING ? at.plus(Duration.ofHours(1)) : null,
                status == FactStatus.COMPLETED ? RESULT : null,
                isFailed ? ERROR : null,
                null);
    }

    /** Returns once everything is acknowledged. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}

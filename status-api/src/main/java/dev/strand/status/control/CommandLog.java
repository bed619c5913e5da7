package dev.strand.status.control;

import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.status.config.KafkaConfig;
import dev.strand.status.log.DurableLog;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends commands to {@code strand.tasks}. For use by several threads. */
@Singleton
class CommandLog {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);

    private final KafkaConfig kafka;
    private final DurableLog log;

    CommandLog(KafkaConfig kafka, DurableLog log) {
        this.kafka = kafka;
        this.log = log;
    }

    /**
     * Appends a command to the partition of its group.
     *
     * @return its place once Kafka has acknowledged it; fails with 503 if Kafka does not
     */
    CompletableFuture<RecordMetadata> append(int partition, TaskRecord command) {
        CompletableFuture<RecordMetadata> place = new CompletableFuture<>();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        kafka.topics().tasks().name(),
                        partition,
                        TaskCodec.key(command),
                        TaskCodec.encode(command));
        var _ =
                log.append(record)
                        .whenComplete((metadata, failure) -> {
                            if (failure == null) {
                                place.complete(metadata);
                            } else {
                                place.completeExceptionally(notAcknowledged(failure));
                            }
                        });
        return place;
    }

    /**
     * Appends a command to every partition, under a key that is reserved for that.
     *
     * @return its places by partition once Kafka has acknowledged all of them; fails with 503 if
     *     Kafka does not, though some may then stand
     */
    CompletableFuture<List<RecordMetadata>> broadcast(TaskRecord command) {
        List<CompletableFuture<RecordMetadata>> places = new ArrayList<>();
        try {
            for (int partition : log.partitions(kafka.topics().tasks().name())) {
                places.add(append(partition, command));
            }
        } catch (KafkaException e) {
            places.add(CompletableFuture.failedFuture(notAcknowledged(e)));
        }
        return CompletableFuture.allOf(places.toArray(CompletableFuture[]::new))
                .thenApply(_ ->
                        places.stream()
                                .map(CompletableFuture::join)
                                .sorted(Comparator.comparingInt(RecordMetadata::partition))
                                .toList());
    }

    /** Who asked is not told why: that is for the operators. */
    private static ProblemException notAcknowledged(Throwable cause) {
        LOG.atWarn().setCause(cause).log("a command was not acknowledged");
        return new ProblemException(
                Problem.unavailable(
                        "Kafka did not acknowledge the command; it may nevertheless have been"
                                + " accepted, and sending it again is safe"));
    }
}

package dev.strand.status.control;

import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.status.config.KafkaConfig;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends commands to {@code strand.tasks}. For use by several threads. */
@Singleton
class CommandLog {
    private static final int MAX_REQUEST_BYTES = 16 << 20;

    private final KafkaConfig kafka;
    private @Nullable Producer<byte[], byte[]> producer;

    CommandLog(KafkaConfig kafka) {
        this.kafka = kafka;
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
        try {
            var _ =
                    producer()
                            .send(
                                    record,
                                    (metadata, failure) -> {
                                        if (failure == null) {
                                            place.complete(metadata);
                                        } else {
                                            place.completeExceptionally(notAcknowledged());
                                        }
                                    });
        } catch (KafkaException e) {
            place.completeExceptionally(notAcknowledged());
        }
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
            for (PartitionInfo partition :
                    producer().partitionsFor(kafka.topics().tasks().name())) {
                places.add(append(partition.partition(), command));
            }
        } catch (KafkaException e) {
            places.add(CompletableFuture.failedFuture(notAcknowledged()));
        }
        return CompletableFuture.allOf(places.toArray(CompletableFuture[]::new))
                .thenApply(_ ->
                        places.stream()
                                .map(CompletableFuture::join)
                                .sorted(Comparator.comparingInt(RecordMetadata::partition))
                                .toList());
    }

    private static ProblemException notAcknowledged() {
        return new ProblemException(
                Problem.unavailable(
                        "Kafka did not acknowledge the command; it may nevertheless have been"
                                + " accepted, and sending it again is safe"));
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            Map<String, Object> settings = kafka.common();
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
            settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
            open =
                    new KafkaProducer<>(
                            settings, new ByteArraySerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }
}

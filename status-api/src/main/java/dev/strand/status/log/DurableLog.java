package dev.strand.status.log;

import dev.strand.status.config.KafkaConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends records that count only once Kafka has acknowledged them: idempotent and with {@code
 * acks=all}. Opens its producer with the first of them. For use by several threads.
 */
@Singleton
public class DurableLog {
    private static final int MAX_REQUEST_BYTES = 16 << 20;
    private static final int DELIVERY_MILLIS = 10_000;
    private static final int REQUEST_MILLIS = 5_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> opening;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean isClosed;

    @Inject
    DurableLog(KafkaConfig kafka) {
        this(() -> open(kafka));
    }

    DurableLog(Supplier<Producer<byte[], byte[]>> opening) {
        this.opening = opening;
    }

    /**
     * Appends a record. Blocks for 5 s at most while its topic is not known.
     *
     * @return its place once it is durable; fails with a {@link KafkaException} if Kafka does not
     *     acknowledge it within 10 s, though it may stand all the same, or if the service stops;
     *     never throws
     */
    public CompletableFuture<RecordMetadata> append(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<RecordMetadata> place = new CompletableFuture<>();
        try {
            var _ =
                    producer()
                            .send(
                                    record,
                                    (metadata, failure) -> {
                                        if (failure == null) {
                                            place.complete(metadata);
                                        } else {
                                            place.completeExceptionally(failure);
                                        }
                                    });
        } catch (KafkaException e) {
            place.completeExceptionally(e);
        } catch (IllegalStateException e) {
            place.completeExceptionally(stopped(e));
        }
        return place;
    }

    /**
     * The partitions of a topic.
     *
     * @throws KafkaException if they are not known within 5 s, or if the service stops
     */
    public List<Integer> partitions(String topic) {
        try {
            return producer().partitionsFor(topic).stream().map(PartitionInfo::partition).toList();
        } catch (IllegalStateException e) {
            throw stopped(e);
        }
    }

    /** A producer that is closed while it is used throws what no caller expects of Kafka. */
    private static KafkaException stopped(@Nullable IllegalStateException cause) {
        return new KafkaException("nothing can be appended: the service is stopping", cause);
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (isClosed) {
            throw stopped(null);
        }
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            open = opening.get();
            producer = open;
        }
        return open;
    }

    private static Producer<byte[], byte[]> open(KafkaConfig kafka) {
        Map<String, Object> settings = kafka.common();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @PreDestroy
    synchronized void close() {
        isClosed = true;
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
    }
}

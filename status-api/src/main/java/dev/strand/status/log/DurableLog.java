package dev.strand.status.log;

import dev.strand.status.config.KafkaConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
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

    private final KafkaConfig kafka;
    private @Nullable Producer<byte[], byte[]> producer;

    DurableLog(KafkaConfig kafka) {
        this.kafka = kafka;
    }

    /**
     * Appends a record. Blocks for 5 s at most while its topic is not known.
     *
     * @return its place once it is durable; fails with a {@link KafkaException} if Kafka does not
     *     acknowledge it within 10 s, though it may stand all the same
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
        }
        return place;
    }

    /**
     * The partitions of a topic.
     *
     * @throws KafkaException if they are not known within 5 s
     */
    public List<Integer> partitions(String topic) {
        return producer().partitionsFor(topic).stream().map(PartitionInfo::partition).toList();
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            Map<String, Object> settings = kafka.common();
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_MILLIS);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
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
            producer.close(CLOSE_TIMEOUT);
        }
    }
}

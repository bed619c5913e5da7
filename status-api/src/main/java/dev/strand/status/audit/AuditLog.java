package dev.strand.status.audit;

import dev.strand.schemas.audit.AuditCodec;
import dev.strand.schemas.audit.AuditEntry;
import dev.strand.status.config.KafkaConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends to {@code strand.audit}. For use by several threads. */
@Singleton
class AuditLog {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final KafkaConfig kafka;
    private final AuditView view;
    private @Nullable Producer<byte[], byte[]> producer;

    AuditLog(KafkaConfig kafka, AuditView view) {
        this.kafka = kafka;
        this.view = view;
    }

    /**
     * Appends an entry; from then on it is seen here too.
     *
     * @return completes once it is durable, exceptionally if Kafka does not acknowledge it within
     *     10 s; blocks for as long at most while the topic is not known
     */
    CompletableFuture<Void> append(AuditEntry entry) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        kafka.topics().audit().name(),
                        entry.id().getBytes(StandardCharsets.UTF_8),
                        AuditCodec.encode(entry));
        try {
            var _ =
                    producer()
                            .send(
                                    record,
                                    (metadata, failure) -> {
                                        if (failure == null) {
                                            view.add(entry);
                                            durable.complete(null);
                                        } else {
                                            durable.completeExceptionally(failure);
                                        }
                                    });
        } catch (KafkaException e) {
            durable.completeExceptionally(e);
        }
        return durable;
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            Map<String, Object> config = kafka.common();
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
            open =
                    new KafkaProducer<>(
                            config, new ByteArraySerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }
}

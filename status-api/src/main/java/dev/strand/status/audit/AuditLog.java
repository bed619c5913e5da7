package dev.strand.status.audit;

import dev.strand.schemas.audit.AuditCodec;
import dev.strand.schemas.audit.AuditEntry;
import dev.strand.status.config.KafkaConfig;
import dev.strand.status.log.DurableLog;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Appends to {@code strand.audit}. For use by several threads. */
@Singleton
class AuditLog {
    private final KafkaConfig kafka;
    private final DurableLog log;
    private final AuditView view;

    AuditLog(KafkaConfig kafka, DurableLog log, AuditView view) {
        this.kafka = kafka;
        this.log = log;
        this.view = view;
    }

    /**
     * Appends an entry; from then on it is seen here too.
     *
     * @return completes once it is durable, exceptionally if Kafka does not acknowledge it within
     *     10 s; blocks for 5 s at most while the topic is not known
     */
    CompletableFuture<Void> append(AuditEntry entry) {
        return log.append(
                        new ProducerRecord<>(
                                kafka.topics().audit().name(),
                                entry.id().getBytes(StandardCharsets.UTF_8),
                                AuditCodec.encode(entry)))
                .thenRun(() -> view.add(entry));
    }
}

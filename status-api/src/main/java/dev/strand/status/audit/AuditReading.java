package dev.strand.status.audit;

import dev.strand.schemas.Decoded;
import dev.strand.schemas.audit.AuditCodec;
import dev.strand.schemas.audit.AuditEntry;
import dev.strand.status.config.KafkaConfig;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows all of {@code strand.audit}, from its last records on, on a thread of its own; Kafka and
 * the topic may come later.
 */
@Singleton
class AuditReading implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(AuditReading.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final KafkaConfig kafka;
    private final AuditView view;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> open;

    AuditReading(KafkaConfig kafka, AuditView view) {
        this.kafka = kafka;
        this.view = view;
        this.thread = Thread.ofPlatform().name("status-audit").daemon().unstarted(this::run);
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                open = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                LOG.atDebug().log("told to end");
            } catch (KafkaException e) {
                LOG.atWarn().setCause(e).log("the audit topic cannot be read; trying again");
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        while (!closed && partitions.isEmpty()) {
            LockSupport.parkNanos(AGAIN.toNanos());
            partitions = partitions(consumer);
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> {
                    long from = end - 2L * AuditView.CAPACITY;
                    consumer.seek(partition, Math.max(from, first.getOrDefault(partition, 0L)));
                });
        while (!closed) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        String topic = kafka.topics().audit().name();
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        return found.stream().map(each -> new TopicPartition(topic, each.partition())).toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        switch (AuditCodec.decode(record.value())) {
            case Decoded.Ok<AuditEntry>(AuditEntry entry) -> view.add(entry);
            case Decoded.Invalid<AuditEntry> invalid ->
                    LOG.atWarn()
                            .addKeyValue("partition", record.partition())
                            .addKeyValue("offset", record.offset())
                            .addKeyValue("violations", invalid.summary())
                            .log("passed over a record that is no audit entry");
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = kafka.common();
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        KafkaConsumer<byte[], byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
        LockSupport.unpark(thread);
        thread.join(5_000);
    }
}

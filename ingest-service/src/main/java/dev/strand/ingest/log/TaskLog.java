package dev.strand.ingest.log;

import dev.strand.core.log.Task;
import dev.strand.core.log.TaskRecord;
import dev.strand.ingest.settings.StrandSettings;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.topic.Headers;
import io.micronaut.configuration.kafka.annotation.KafkaClient;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends tasks to {@code strand.tasks}, keyed by group; calls by one thread for one group keep
 * their order in the log.
 */
@Singleton
public final class TaskLog {
    private static final Logger LOG = LoggerFactory.getLogger(TaskLog.class);

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    TaskLog(
            @KafkaClient(ProducerSettings.CLIENT_ID) Producer<byte[], byte[]> producer,
            StrandSettings settings) {
        this.producer = producer;
        this.topic = settings.topics().tasks().name();
    }

    /** Learns about the topic in the background, before the first request has to wait for it. */
    public void warmUp() {
        Thread.ofVirtual()
                .name("strand-ingest-warm-up")
                .start(() -> {
                    try {
                        producer.partitionsFor(topic);
                    } catch (KafkaException e) {
                        LOG.atWarn()
                                .addKeyValue("topic", topic)
                                .setCause(e)
                                .log("tasks topic is not reachable yet");
                    }
                });
    }

    /**
     * Appends a task.
     *
     * @return completes within the acknowledgement timeout after this call returns, never
     *     exceptionally. The call itself blocks, for as long again at most, while Kafka's client
     *     has no room or does not know the topic: not for event loops
     */
    public CompletableFuture<Delivery> append(Task task) {
        TaskRecord record = new TaskRecord.Submission(task);
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topic, TaskCodec.key(record), TaskCodec.encode(record));
        String traceparent = task.traceparent();
        if (traceparent != null) {
            message.headers()
                    .add(Headers.TRACEPARENT, traceparent.getBytes(StandardCharsets.US_ASCII));
        }
        Appending appending = new Appending();
        try {
            var _ = producer.send(message, appending);
        } catch (KafkaException | IllegalStateException e) {
            appending.failed(e);
        }
        return appending.delivery();
    }
}

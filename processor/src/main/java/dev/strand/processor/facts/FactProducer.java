package dev.strand.processor.facts;

import dev.strand.core.owner.Outgoing;
import dev.strand.schemas.status.StatusCodec;
import dev.strand.schemas.topic.StatusKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to {@code strand.status}: idempotent, {@code acks=all}, at an explicit partition.
 * A record that fails is sent again, by a new producer where the old one is done for, until it is
 * acknowledged or nobody wants it any more. Thread-safe.
 */
public final class FactProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FactProducer.class);
    private static final long RESEND_AFTER_MILLIS = 100;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /**
     * Told what became of a record. Called on the producer's thread, or on that of a re-send: must
     * not block.
     */
    public interface Listener {
        /**
         * Kafka has it, as durable as {@code acks=all} makes it.
         *
         * @param offset where it stands in its partition
         * @param value its bytes
         */
        void acknowledged(Outgoing outgoing, long offset, byte[] value);

        /** Whether a record that failed is still to be sent. */
        boolean isWanted(Outgoing outgoing);

        /** It failed and will not be sent again. */
        void gaveUp(Outgoing outgoing);
    }

    private final String topic;
    private final Map<String, Object> config;
    private final ScheduledExecutorService resends =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("strand-fact-resend").factory());
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile Producer<byte[], byte[]> producer;

    /**
     * A producer for this topic.
     *
     * @param config settings of the Kafka client, addresses and security included
     */
    public FactProducer(String topic, Map<String, Object> config) {
        this.topic = topic;
        this.config = Map.copyOf(config);
        this.producer = newProducer();
    }

    /** The settings that the promises depend on, over whatever else is configured. */
    public static Map<String, Object> required(int maxRecordBytes) {
        return Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                maxRecordBytes);
    }

    private Producer<byte[], byte[]> newProducer() {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Sends a record and tells the listener when it is acknowledged. May block while the producer's
     * buffer is full.
     */
    public void send(int partition, Outgoing outgoing, Listener listener) {
        byte[] key = StatusKeys.of(outgoing.record()).getBytes(StandardCharsets.UTF_8);
        send(
                new ProducerRecord<>(topic, partition, key, StatusCodec.encode(outgoing.record())),
                outgoing,
                listener);
    }

    private void send(ProducerRecord<byte[], byte[]> record, Outgoing outgoing, Listener listener) {
        Producer<byte[], byte[]> used = producer;
        try {
            Future<RecordMetadata> _ =
                    used.send(
                            record,
                            (metadata, failure) -> {
                                if (failure == null) {
                                    listener.acknowledged(
                                            outgoing, metadata.offset(), record.value());
                                } else {
                                    failed(used, record, outgoing, listener, failure);
                                }
                            });
        } catch (KafkaException | IllegalStateException e) {
            failed(used, record, outgoing, listener, e);
        }
    }

    private void failed(
            Producer<byte[], byte[]> used,
            ProducerRecord<byte[], byte[]> record,
            Outgoing outgoing,
            Listener listener,
            Exception failure) {
        if (isClosed.get() || !listener.isWanted(outgoing)) {
            listener.gaveUp(outgoing);
            return;
        }
        LOG.atWarn()
                .addKeyValue("partition", record.partition())
                .addKeyValue("epoch", outgoing.epoch().epoch())
                .addKeyValue("errorCode", failure.getClass().getSimpleName())
                .setCause(failure instanceof RetriableException ? null : failure)
                .log("a fact was not acknowledged and is sent again");
        try {
            ScheduledFuture<?> _ =
                    resends.schedule(
                            () -> resend(used, record, outgoing, listener, failure),
                            RESEND_AFTER_MILLIS,
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closedMeanwhile) {
            listener.gaveUp(outgoing);
        }
    }

    private void resend(
            Producer<byte[], byte[]> failed,
            ProducerRecord<byte[], byte[]> record,
            Outgoing outgoing,
            Listener listener,
            Exception failure) {
        try {
            if (!(failure instanceof RetriableException)) {
                replace(failed);
            }
        } catch (KafkaException noNewProducer) {
            // The name of a broker may not resolve for a while: a record must not get lost by that.
            failed(failed, record, outgoing, listener, noNewProducer);
            return;
        }
        send(record, outgoing, listener);
    }

    /**
     * A failure that is not retriable may have left the producer unusable: a re-send is harmless to
     * the fold, a lost fact is not.
     */
    private synchronized void replace(Producer<byte[], byte[]> failed) {
        if (producer.equals(failed) && !isClosed.get()) {
            producer = newProducer();
            Thread.ofVirtual().start(() -> failed.close(Duration.ZERO));
        }
    }

    /** Waits until everything sent so far is acknowledged or has failed. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        isClosed.set(true);
        resends.shutdownNow();
        producer.close(CLOSE_TIMEOUT);
    }
}

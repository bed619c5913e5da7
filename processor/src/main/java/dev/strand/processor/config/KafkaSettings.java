package dev.strand.processor.config;

import dev.strand.processor.config.ProcessorConfig.Settings;
import dev.strand.processor.execution.OrphanReader;
import dev.strand.processor.facts.FactProducer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Turns the configuration into settings of Kafka's clients. The numbers are measured: see
 * docs/adr/0010.
 */
public final class KafkaSettings {
    /**
     * Largest record of any topic: a payload of 1 MiB twice over, and room for what foreign
     * producers send in error.
     */
    public static final int MAX_RECORD_BYTES = 8 << 20;

    /** How long the broker may take to commit a checkpoint. */
    private static final Duration COMMIT_LIMIT = Duration.ofSeconds(5);

    private final ProcessorConfig config;

    /** From this configuration. */
    public KafkaSettings(ProcessorConfig config) {
        this.config = config;
    }

    /** Settings that hold for every client. */
    public Map<String, Object> common() {
        return new HashMap<>(config.kafka());
    }

    /** Settings of the facts producer. */
    public Map<String, Object> facts() {
        Map<String, Object> all = common();
        all.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, config.instance() + "-facts");
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        // No waiting for company; under load facts gather while the requests before them are under
        // way, so few requests at once make few, large ones.
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 2);
        all.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        all.putAll(FactProducer.required(MAX_RECORD_BYTES));
        return all;
    }

    /** Settings of the consumer that reads for orphans. */
    public Map<String, Object> orphans() {
        Map<String, Object> all = common();
        all.putAll(OrphanReader.required());
        return all;
    }

    /**
     * Settings of Kafka Streams.
     *
     * @param address {@code host:port} at which other instances reach this one, or null where they
     *     don't
     */
    public Map<String, Object> streams(@Nullable String address) {
        Settings settings = config.settings();
        Map<String, Object> all = common();
        if (address != null) {
            all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address);
        }
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        all.put(StreamsConfig.CLIENT_ID_CONFIG, config.instance());
        all.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.streamThreads());
        all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
        all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.replicationFactor());
        all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 300);
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksDb.class);
        all.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailExceptionHandler.class);
        all.put(StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG, 3_600_000L);
        consumer(all, settings);
        producer(all, settings);
        return all;
    }

    private static void consumer(Map<String, Object> all, Settings settings) {
        int sessionMillis = Math.toIntExact(settings.sessionTimeout().toMillis());
        all.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                sessionMillis);
        all.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                sessionMillis / 6);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), 30_000);
        all.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                262_144);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 300);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 100);
    }

    private static void producer(Map<String, Object> all, Settings settings) {
        all.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                MAX_RECORD_BYTES + (1 << 20));
        all.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                transactionTimeout(settings));
        all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        // A checkpoint is one burst: with Kafka's 16 KiB it would be a crowd of small requests.
        all.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
    }

    /**
     * Who takes over from a killed processor may have to wait for its transaction to time out: no
     * longer, then, than for its session, and always well past the time between two checkpoints.
     */
    private static int transactionTimeout(Settings settings) {
        Duration longest = settings.commitInterval().plus(COMMIT_LIMIT);
        Duration session = settings.sessionTimeout();
        return Math.toIntExact((session.compareTo(longest) > 0 ? session : longest).toMillis());
    }
}

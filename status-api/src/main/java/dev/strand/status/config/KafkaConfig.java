package dev.strand.status.config;

import dev.strand.schemas.topic.Topics;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.conventions.StringConvention;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How Kafka is reached: {@code strand.kafka.*}, passed through to all clients, and {@code
 * strand.topic-prefix}.
 */
@Singleton
public class KafkaConfig {
    private static final String DEFAULT_BOOTSTRAP = "localhost:9092";
    private static final int MAX_ROW_BYTES = 16 << 20;
    private static final int SESSION_TIMEOUT_MILLIS = 6_000;

    private static final int FETCH_BYTES = 256 << 10;

    private final Map<String, Object> common = new HashMap<>();
    private final Topics topics;

    /** Reads it. */
    public KafkaConfig(
            Environment environment,
            @Value("${strand.topic-prefix:" + Topics.DEFAULT_PREFIX + "}") String topicPrefix) {
        // Environment variables are only found under names in kebab case.
        for (StringConvention form : List.of(StringConvention.HYPHENATED, StringConvention.RAW)) {
            environment
                    .getProperties("strand.kafka", form)
                    .forEach((key, value) -> common.put(kafkaName(key), value));
        }
        common.putIfAbsent(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_BOOTSTRAP);
        topics = Topics.withPrefix(topicPrefix);
    }

    /** No Kafka setting has a dash or an underscore in its name; ours and the environment's do. */
    private static String kafkaName(String key) {
        return key.replace('-', '.').replace('_', '.');
    }

    /** Names of the topics. */
    public Topics topics() {
        return topics;
    }

    /** Settings that hold for every client. */
    public Map<String, Object> common() {
        return new HashMap<>(common);
    }

    /** Where the first broker is, for people. */
    public String bootstrapServers() {
        return String.valueOf(common.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** Settings of Kafka Streams. */
    public Map<String, Object> streams(StatusConfig status, String applicationServer) {
        Map<String, Object> all = common();
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, status.applicationId());
        all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, applicationServer);
        all.put(StreamsConfig.STATE_DIR_CONFIG, status.stateDirectory().toString());
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, status.streamThreads());
        all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, status.standbyReplicas());
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, status.commitInterval().toMillis());
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, status.cacheMaxBytes());
        all.putIfAbsent(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
        all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 300);
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, TableRocksDb.class);
        all.put(StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG, 3_600_000L);
        all.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                String.valueOf(MAX_ROW_BYTES));
        all.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                MAX_ROW_BYTES);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 50);
        consumer(all);
        return all;
    }

    private static void consumer(Map<String, Object> all) {
        all.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
                "read_committed");
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), 30_000);
        all.putIfAbsent(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                SESSION_TIMEOUT_MILLIS);
        all.putIfAbsent(
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                SESSION_TIMEOUT_MILLIS / 4);
        all.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                FETCH_BYTES);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 300);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 100);
    }
}

package dev.strand.ingest.log;

import dev.strand.ingest.settings.IngestSettings;
import dev.strand.ingest.settings.KafkaSettings;
import io.micronaut.configuration.kafka.config.AbstractKafkaProducerConfiguration;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the producer of the tasks log is set up: durable, in order, without waiting for company. */
@Factory
final class ProducerSettings {
    /** Name of the producer's configuration, and its Kafka client id. */
    static final String CLIENT_ID = "strand-ingest";

    private static final Logger LOG = LoggerFactory.getLogger(ProducerSettings.class);
    private static final int BATCH_BYTES = 64 * 1024;
    private static final long BUFFER_BYTES = 64L << 20;
    private static final int RECORD_OVERHEAD_BYTES = 4 * 1024;
    private static final int MAX_IN_FLIGHT = 5;

    /**
     * A group must be where Kafka's default partitioner puts it, and a single append is no
     * transaction.
     */
    private static final List<String> REFUSED =
            List.of(
                    ProducerConfig.PARTITIONER_CLASS_CONFIG,
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG);

    @Singleton
    @Named(CLIENT_ID)
    AbstractKafkaProducerConfiguration<byte[], byte[]> producer(
            KafkaSettings kafka, IngestSettings ingest) {
        Properties properties = new Properties();
        properties.putAll(merged(kafka.properties(), ingest));
        return new Configuration(properties);
    }

    /**
     * What was set for Kafka's clients, completed by what it leaves open and overruled where the
     * promises depend on it.
     */
    static Map<String, Object> merged(Map<String, String> given, IngestSettings ingest) {
        Map<String, Object> merged = new HashMap<>(tunable());
        merged.putAll(given);
        fixed(ingest)
                .forEach((name, value) -> {
                    String other = given.get(name);
                    if (other != null && !other.equals(value.toString())) {
                        LOG.atWarn()
                                .addKeyValue("setting", KafkaSettings.PREFIX + "." + name)
                                .addKeyValue("used", value)
                                .log(
                                        "setting is overruled: the promises of the tasks log depend"
                                                + " on it");
                    }
                    merged.put(name, value);
                });
        for (String name : REFUSED) {
            if (merged.remove(name) != null) {
                LOG.atWarn()
                        .addKeyValue("setting", KafkaSettings.PREFIX + "." + name)
                        .log("setting is left out: the promises of the tasks log depend on it");
            }
        }
        return merged;
    }

    private static Map<String, Object> tunable() {
        return Map.of(
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
                ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    }

    private static Map<String, Object> fixed(IngestSettings ingest) {
        int ackMillis = Math.toIntExact(ingest.ackTimeout().toMillis());
        return Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                MAX_IN_FLIGHT,
                ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
                false,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class.getName(),
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class.getName(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                ingest.maxItemBytes() + RECORD_OVERHEAD_BYTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                ackMillis,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                ackMillis,
                // Half of it, so that a broker that went away mid-request leaves time for another
                // try.
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ackMillis / 2);
    }

    /** Carries the properties to the framework's registry of producers. */
    private static final class Configuration
            extends AbstractKafkaProducerConfiguration<byte[], byte[]> {
        private Configuration(Properties properties) {
            super(properties);
        }
    }
}

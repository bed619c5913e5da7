package dev.strand.ingest.settings;

import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/**
 * Settings {@code strand.kafka.*}: passed on to Kafka's clients by their own names, {@code
 * strand.kafka.security.protocol}.
 */
@Singleton
public final class KafkaSettings {
    /** What all names begin with. */
    public static final String PREFIX = "strand.kafka";

    /** Kafka's name for where the brokers are. */
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** Where the brokers are if nothing is set. */
    public static final String DEFAULT_BOOTSTRAP_SERVERS = "localhost:9092";

    private final Map<String, String> properties;

    KafkaSettings(Environment environment) {
        Map<String, String> given = new HashMap<>(SettingKeys.below(environment, PREFIX));
        given.putIfAbsent(BOOTSTRAP_SERVERS, DEFAULT_BOOTSTRAP_SERVERS);
        this.properties = Map.copyOf(given);
    }

    /**
     * Properties for any Kafka client, unmodifiable; there is always {@value #BOOTSTRAP_SERVERS}.
     */
    public Map<String, String> properties() {
        return properties;
    }
}

package dev.strand.ingest.health;

import dev.strand.ingest.settings.KafkaSettings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The client that asks the brokers how they are; its answers come from them and not from a cache.
 */
@Factory
final class BrokerAdmin {
    /** Longest wait for an answer: a probe that waits for longer is a failed probe. */
    static final int TIMEOUT_MILLIS = 2000;

    @Bean(preDestroy = "close")
    @Singleton
    Admin admin(KafkaSettings kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "strand-ingest-health");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        return Admin.create(properties);
    }
}

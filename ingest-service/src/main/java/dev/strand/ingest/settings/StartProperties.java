package dev.strand.ingest.settings;

import dev.strand.ingest.IngestApplication;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/**
 * Settings of the framework that this service brings along, in code and not in an {@code
 * application.yml}, which would clash with that of another service on the same class path.
 */
public final class StartProperties {
    private static final int HIGHEST = 10_000;
    private static final int LOWEST = -10_000;

    private StartProperties() {}

    /**
     * What nobody may change, because {@code strand.ingest.*} says it or the service depends on it.
     */
    public static PropertySource fixed() {
        return source(
                "strand-ingest-fixed",
                HIGHEST,
                Map.ofEntries(
                        Map.entry(IngestApplication.SERVICE_PROPERTY, IngestApplication.SERVICE),
                        Map.entry("micronaut.application.name", "strand-ingest"),
                        Map.entry("micronaut.server.host", "${strand.ingest.host:127.0.0.1}"),
                        Map.entry("micronaut.server.port", "${strand.ingest.port:8080}"),
                        Map.entry(
                                "micronaut.server.idle-timeout",
                                "${strand.ingest.idle-timeout:PT1M}"),
                        // Bodies are limited where they are read: a stream of items has no limit as
                        // a whole.
                        Map.entry("micronaut.server.max-request-size", Long.MAX_VALUE),
                        Map.entry("micronaut.server.max-request-buffer-size", Integer.MAX_VALUE),
                        // A compressor would hold back the answers of a stream.
                        Map.entry("micronaut.server.netty.compression-threshold", -1),
                        Map.entry("micronaut.server.cors.enabled", false),
                        // The framework's meters for Kafka clients are static, and so shared
                        // between contexts.
                        Map.entry("micronaut.metrics.binders.kafka.enabled", false),
                        // A task that would ask all the time what probes ask when they want to
                        // know.
                        Map.entry("micronaut.health.monitor.enabled", false),
                        Map.entry("kafka.health.enabled", false)));
    }

    /** What anybody may change. */
    public static PropertySource defaults() {
        return source(
                "strand-ingest-defaults",
                LOWEST,
                Map.ofEntries(
                        Map.entry("micronaut.lifecycle.graceful-shutdown.enabled", true),
                        Map.entry("micronaut.lifecycle.graceful-shutdown.grace-period", "PT12S"),
                        Map.entry("endpoints.all.enabled", false),
                        Map.entry("endpoints.health.enabled", true),
                        Map.entry("endpoints.health.sensitive", false),
                        Map.entry("endpoints.health.details-visible", "ANONYMOUS"),
                        Map.entry("endpoints.health.disk-space.enabled", false),
                        Map.entry("endpoints.prometheus.enabled", true),
                        Map.entry("endpoints.prometheus.sensitive", false),
                        Map.entry("micronaut.metrics.enabled", true),
                        Map.entry("micronaut.metrics.export.prometheus.enabled", true)));
    }

    private static PropertySource source(String name, int order, Map<String, Object> values) {
        return new MapPropertySource(name, values) {
            @Override
            public int getOrder() {
                return order;
            }
        };
    }
}

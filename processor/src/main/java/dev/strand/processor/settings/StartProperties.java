package dev.strand.processor.settings;

import dev.strand.processor.ProcessorApplication;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/**
 * Settings of the framework that the processor brings along, in code and not in an {@code
 * application.yml}, which would clash with that of another service on the same class path.
 */
public final class StartProperties {
    private static final int HIGHEST = 10_000;
    private static final int LOWEST = -10_000;

    private StartProperties() {}

    /** What nobody may change, because {@code strand.processor.*} says it. */
    public static PropertySource fixed() {
        return source(
                "strand-processor-fixed",
                HIGHEST,
                Map.of(
                        ProcessorApplication.SERVICE_PROPERTY,
                        ProcessorApplication.SERVICE,
                        "micronaut.application.name",
                        "strand-processor",
                        "micronaut.server.host",
                        "${strand.processor.host:127.0.0.1}",
                        "micronaut.server.port",
                        "${strand.processor.port:8082}",
                        "micronaut.server.cors.enabled",
                        false,
                        // Static in the framework, and so shared between contexts.
                        "micronaut.metrics.binders.kafka.enabled",
                        false,
                        "kafka.health.enabled",
                        false));
    }

    /** What anybody may change. */
    public static PropertySource defaults() {
        return source(
                "strand-processor-defaults",
                LOWEST,
                Map.of(
                        "endpoints.all.enabled", false,
                        "endpoints.health.enabled", true,
                        "endpoints.health.sensitive", false,
                        "endpoints.health.details-visible", "ANONYMOUS",
                        "endpoints.health.disk-space.enabled", false,
                        "endpoints.prometheus.enabled", true,
                        "endpoints.prometheus.sensitive", false,
                        "micronaut.metrics.enabled", true,
                        "micronaut.metrics.export.prometheus.enabled", true));
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

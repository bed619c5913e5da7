package dev.strand.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracing of this process: OpenTelemetry's SDK where the standard settings ask for it ({@code
 * OTEL_EXPORTER_OTLP_ENDPOINT} and the like, or system properties of those names), and nothing at
 * all where they do not. Where somebody else has set up OpenTelemetry for the whole process, such
 * as a Java agent, that is used as it is.
 */
public final class Tracing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);
    private static final String EXPORTER = "otel.traces.exporter";
    private static final String DISABLED = "otel.sdk.disabled";
    private static final List<String> ENDPOINTS =
            List.of("otel.exporter.otlp.endpoint", "otel.exporter.otlp.traces.endpoint");
    private static final long FLUSH_SECONDS = 10;

    private final @Nullable OpenTelemetrySdk sdk;

    private Tracing(@Nullable OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /**
     * Sets up tracing for the whole process. To be called once, before services start.
     *
     * @param service its {@code service.name}, where the settings have no other
     * @throws RuntimeException if settings of OpenTelemetry are wrong
     */
    public static Tracing install(String service) {
        if (GlobalOpenTelemetry.isSet() || !isAskedFor(Tracing::setting)) {
            return new Tracing(null);
        }
        OpenTelemetrySdk sdk =
                AutoConfiguredOpenTelemetrySdk.builder()
                        .addPropertiesSupplier(() -> defaults(service))
                        // Spans of what ends while the process drains are wanted, too.
                        .disableShutdownHook()
                        .setResultAsGlobal()
                        .build()
                        .getOpenTelemetrySdk();
        LOG.atInfo().addKeyValue("service", service).log("traces are exported");
        return new Tracing(sdk);
    }

    /** Only traces, by the protocol that needs no gRPC at the other end. */
    private static Map<String, String> defaults(String service) {
        return Map.of(
                "otel.service.name", service,
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none",
                "otel.exporter.otlp.protocol", "http/protobuf");
    }

    /**
     * Whether settings ask for traces.
     *
     * @param settings the value of each, or null
     */
    static boolean isAskedFor(Function<String, @Nullable String> settings) {
        String disabled = settings.apply(DISABLED);
        if (disabled != null && Boolean.parseBoolean(disabled.strip())) {
            return false;
        }
        String exporter = settings.apply(EXPORTER);
        if (exporter != null && !exporter.isBlank()) {
            return !exporter.strip().equals("none");
        }
        for (String endpoint : ENDPOINTS) {
            String value = settings.apply(endpoint);
            if (value != null && !value.isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** As OpenTelemetry reads settings itself: system properties come first. */
    private static @Nullable String setting(String name) {
        String property = System.getProperty(name);
        return property != null
                ? property
                : System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_'));
    }

    /** Sends what has not been sent, for at most 10 seconds. Idempotent. */
    @Override
    public void close() {
        if (sdk != null) {
            var _ = sdk.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
        }
    }
}

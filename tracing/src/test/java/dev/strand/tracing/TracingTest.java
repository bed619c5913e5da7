package dev.strand.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingTest {
    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";

    @ParameterizedTest
    @CsvSource({
        "otel.exporter.otlp.endpoint, http://localhost:4318, true",
        "otel.exporter.otlp.traces.endpoint, http://localhost:4318/v1/traces, true",
        "otel.exporter.otlp.endpoint, ' ', false",
        "otel.traces.exporter, otlp, true",
        "otel.traces.exporter, none, false",
        "otel.service.name, strand, false"
    })
    void shouldBeAskedForByTheStandardSettings(String name, String value, boolean isAsked) {
        assertThat(Tracing.isAskedFor(Map.of(name, value)::get)).isEqualTo(isAsked);
    }

    @Test
    void shouldBeOffWhereOneSettingSaysSoWhateverOthersSay() {
        String endpoint = "http://localhost:4318";

        assertThat(Tracing.isAskedFor(Map.of(ENDPOINT, endpoint, "otel.sdk.disabled", "true")::get))
                .isFalse();
        assertThat(
                        Tracing.isAskedFor(
                                Map.of(ENDPOINT, endpoint, "otel.traces.exporter", "none")::get))
                .isFalse();
    }

    @Test
    void shouldSetUpNothingWhereNothingAsks() {
        try (Tracing _ = Tracing.install("test")) {
            assertThat(GlobalOpenTelemetry.isSet()).isFalse();
        }
    }
}

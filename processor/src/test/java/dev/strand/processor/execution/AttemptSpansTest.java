package dev.strand.processor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptFixture;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.AttemptResult.Failed;
import dev.strand.core.owner.AttemptResult.Succeeded;
import dev.strand.tracing.SpanNames;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptSpansTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final AttemptResult DONE = new Succeeded(RawJson.NULL);

    private static Attempt attempt(@Nullable String traceparent) {
        return AttemptFixture.of(
                new Task(
                        "g",
                        "t",
                        "mail",
                        RawJson.NULL,
                        TaskOptions.DEFAULT,
                        Instant.ofEpochSecond(1_000),
                        traceparent));
    }

    @Test
    void shouldCostNothingWhereThereIsNoTrace() {
        AttemptSpans spans = new AttemptSpans(OpenTelemetry.noop());

        assertThat(spans.covers(attempt(null))).isFalse();
        assertThat(spans.covers(attempt(TRACEPARENT))).isTrue();
    }

    @Test
    void shouldCarryTheTraceOfTheSubmitterWithoutAnSdk() {
        AttemptSpans spans = new AttemptSpans(OpenTelemetry.noop());

        AttemptResult _ =
                spans.run(
                        attempt(TRACEPARENT),
                        headers -> {
                            assertThat(headers).isEqualTo(Map.of("traceparent", TRACEPARENT));
                            assertThat(Span.current().getSpanContext().getTraceId())
                                    .isEqualTo(TRACE);
                            return DONE;
                        });

        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void shouldHandOnWhatIsNoTraceparent() {
        AttemptSpans spans = new AttemptSpans(OpenTelemetry.noop());

        AttemptResult _ =
                spans.run(
                        attempt("nonsense"),
                        headers -> {
                            assertThat(headers).isEqualTo(Map.of("traceparent", "nonsense"));
                            return DONE;
                        });
    }

    private static List<SpanData> spansOf(Attempt attempt, AttemptResult result) {
        InMemorySpanExporter kept = InMemorySpanExporter.create();
        try (OpenTelemetrySdk sdk =
                OpenTelemetrySdk.builder()
                        .setTracerProvider(
                                SdkTracerProvider.builder()
                                        .addSpanProcessor(SimpleSpanProcessor.create(kept))
                                        .build())
                        .build()) {
            AttemptResult _ =
                    new AttemptSpans(sdk)
                            .run(
                                    attempt,
                                    headers -> {
                                        assertThat(headers.get("traceparent"))
                                                .startsWith("00-")
                                                .isNotEqualTo(TRACEPARENT);
                                        return result;
                                    });
            return kept.getFinishedSpanItems();
        }
    }

    @Test
    void shouldMakeWaitAndFirstAttemptSpansBelowThatOfTheSubmitter() {
        List<SpanData> spans =
                spansOf(
                        attempt(TRACEPARENT),
                        new Failed(new TaskError("Boom", "broken", null), false, null));

        assertThat(spans)
                .extracting(SpanData::getName)
                .containsExactly("wait mail", "attempt mail");
        assertThat(spans).extracting(SpanData::getTraceId).containsOnly(TRACE);
        assertThat(spans).extracting(SpanData::getParentSpanId).containsOnly("00f067aa0ba902b7");
        assertThat(spans.getFirst().getStartEpochNanos()).isEqualTo(1_000_000_000_000L);
        assertThat(spans.getFirst().getEndEpochNanos())
                .isEqualTo(spans.getLast().getStartEpochNanos());
        assertThat(spans.getLast().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(spans.getLast().getAttributes().get(SpanNames.OUTCOME)).isEqualTo("FAILED");
    }

    @Test
    void shouldMakeLaterAttemptsSpansWithoutAnotherWait() {
        List<SpanData> spans = spansOf(AttemptFixture.of(attempt(TRACEPARENT).task(), 2), DONE);

        assertThat(spans).extracting(SpanData::getName).containsExactly("attempt mail");
        assertThat(spans.getFirst().getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(spans.getFirst().getAttributes().get(SpanNames.ATTEMPT_NUMBER)).isEqualTo(2);
        assertThat(spans.getFirst().getAttributes().get(SpanNames.OUTCOME)).isEqualTo("SUCCEEDED");
    }

    @Test
    void shouldBeginATraceWithTheWaitWhereNobodyHasBegunOne() {
        List<SpanData> spans = spansOf(attempt(null), DONE);

        assertThat(spans)
                .extracting(SpanData::getTraceId)
                .hasSize(2)
                .containsOnly(spans.getFirst().getTraceId());
        assertThat(spans.getFirst().getParentSpanContext().isValid()).isFalse();
        assertThat(spans.getLast().getParentSpanId()).isEqualTo(spans.getFirst().getSpanId());
    }
}

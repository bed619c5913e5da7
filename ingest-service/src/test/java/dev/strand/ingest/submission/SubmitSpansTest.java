package dev.strand.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.ingest.log.Delivery;
import dev.strand.ingest.submission.SubmitSpans.Submitting;
import dev.strand.tracing.SpanNames;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubmitSpansTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    private final InMemorySpanExporter kept = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk =
            OpenTelemetrySdk.builder()
                    .setTracerProvider(
                            SdkTracerProvider.builder()
                                    .addSpanProcessor(SimpleSpanProcessor.create(kept))
                                    .build())
                    .build();

    private static Task task(@Nullable String traceparent) {
        return new Task(
                "g", "t", "mail", RawJson.NULL, TaskOptions.DEFAULT, Instant.EPOCH, traceparent);
    }

    @Test
    void shouldLeaveTasksAloneWhereThisProcessDoesNotTrace() {
        SubmitSpans spans = new SubmitSpans(OpenTelemetry.noop());
        Task task = task(TRACEPARENT);

        Submitting submitting = spans.begin(task, NOW);
        spans.end(submitting.span(), new Delivery.Acknowledged(3, 7));

        assertThat(submitting.task()).isSameAs(task);
    }

    @Test
    void shouldPutTheTaskBelowItsSpanAndThatBelowTheClient() {
        SubmitSpans spans = new SubmitSpans(sdk);

        Submitting submitting = spans.begin(task(TRACEPARENT), NOW);
        spans.end(submitting.span(), new Delivery.Acknowledged(3, 7));

        SpanData span = kept.getFinishedSpanItems().getFirst();
        assertThat(submitting.task().traceparent())
                .isEqualTo("00-" + TRACE + "-" + span.getSpanId() + "-01");
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.getName()).isEqualTo("submit mail");
        assertThat(span.getAttributes().get(SpanNames.OUTCOME)).isEqualTo("ACCEPTED");
        assertThat(span.getAttributes().get(SpanNames.SEQUENCE)).isEqualTo(7);
        assertThat(span.hasEnded()).isTrue();
    }

    @Test
    void shouldBeginATraceWhereTheClientHasNone() {
        Submitting submitting = new SubmitSpans(sdk).begin(task(null), NOW);

        assertThat(submitting.task().traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]");
    }

    @Test
    void shouldSayWhatWentWrong() {
        SubmitSpans spans = new SubmitSpans(sdk);

        Submitting submitting = spans.begin(task(null), NOW);
        spans.end(submitting.span(), new Delivery.InDoubt("no answer came"));

        SpanData span = kept.getFinishedSpanItems().getFirst();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(SpanNames.OUTCOME)).isEqualTo("IN_DOUBT");
    }
}

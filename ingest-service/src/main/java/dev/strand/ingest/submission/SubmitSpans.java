package dev.strand.ingest.submission;

import dev.strand.core.log.Task;
import dev.strand.ingest.log.Delivery;
import dev.strand.tracing.SpanNames;
import dev.strand.tracing.TraceParents;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * Makes every submission a span below that of the client, where this process traces; what happens
 * to the task later belongs below that span. Costs nothing where it does not. Thread-safe.
 */
@Singleton
final class SubmitSpans {
    private static final String SCOPE = "dev.strand.ingest";

    private final Tracer tracer;
    private final boolean isPresent;

    @Inject
    SubmitSpans() {
        this(GlobalOpenTelemetry.getOrNoop());
    }

    SubmitSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(SCOPE);
        this.isPresent = !telemetry.getTracerProvider().equals(TracerProvider.noop());
    }

    /**
     * A task that is being submitted.
     *
     * @param task to append: its trace context is that of the span
     * @param span to be ended by {@link #end}
     */
    record Submitting(Task task, Span span) {}

    /** Begins the span of a task; where this process does not trace, the task is as it was. */
    Submitting begin(Task task, Instant received) {
        if (!isPresent) {
            return new Submitting(task, Span.getInvalid());
        }
        Context parent = TraceParents.read(task.traceparent());
        Span span =
                tracer.spanBuilder(SpanNames.SUBMIT + task.type())
                        .setParent(parent)
                        .setSpanKind(SpanKind.PRODUCER)
                        .setStartTimestamp(received)
                        .setAttribute(SpanNames.TASK_ID, task.taskId())
                        .setAttribute(SpanNames.GROUP_ID, task.groupId())
                        .setAttribute(SpanNames.TASK_TYPE, task.type())
                        .startSpan();
        Task traced =
                new Task(
                        task.groupId(),
                        task.taskId(),
                        task.type(),
                        task.payload(),
                        task.options(),
                        task.submittedAt(),
                        TraceParents.write(parent.with(span)));
        return new Submitting(traced, span);
    }

    /** Ends a span with what is known of its task. */
    void end(Span span, Delivery delivery) {
        switch (delivery) {
            case Delivery.Acknowledged(int partition, long sequence) ->
                    span.setAttribute(SpanNames.OUTCOME, "ACCEPTED")
                            .setAttribute(SpanNames.PARTITION, (long) partition)
                            .setAttribute(SpanNames.SEQUENCE, sequence);
            case Delivery.TooLarge(String reason) -> failed(span, "TOO_LARGE", reason);
            case Delivery.NotSent(String reason) -> failed(span, "NOT_SENT", reason);
            case Delivery.InDoubt(String reason) -> failed(span, "IN_DOUBT", reason);
        }
        span.end();
    }

    private static void failed(Span span, String outcome, String reason) {
        span.setAttribute(SpanNames.OUTCOME, outcome).setStatus(StatusCode.ERROR, reason);
    }
}

package dev.strand.processor.execution;

import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.AttemptResult.Failed;
import dev.strand.core.owner.AttemptResult.Succeeded;
import dev.strand.handler.TaskContext;
import dev.strand.tracing.SpanNames;
import dev.strand.tracing.TraceParents;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries the submitter's trace context into the handler: as the current context of its thread and
 * in its headers. Where this process traces, every attempt is a span of its own below it, and so is
 * the wait before the first one. Costs nothing where there is neither. Thread-safe.
 */
final class AttemptSpans {
    private static final String SCOPE = "dev.strand.processor";

    private final Tracer tracer;
    private final boolean isPresent;

    AttemptSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(SCOPE);
        this.isPresent = !telemetry.getTracerProvider().equals(TracerProvider.noop());
    }

    /** Whether there is anything to carry or to record; if not, {@link #run} need not be called. */
    boolean covers(Attempt attempt) {
        return isPresent || attempt.task().traceparent() != null;
    }

    /**
     * Makes an attempt inside of its trace context.
     *
     * @param call gets the headers of the attempt
     */
    AttemptResult run(Attempt attempt, Function<Map<String, String>, AttemptResult> call) {
        String traceparent = attempt.task().traceparent();
        Instant start = Instant.now();
        Context parent = waited(attempt, TraceParents.read(traceparent), start);
        Span span =
                builder(SpanNames.ATTEMPT, attempt, parent)
                        .setSpanKind(SpanKind.CONSUMER)
                        .setStartTimestamp(start)
                        .setAttribute(SpanNames.ATTEMPT_NUMBER, (long) attempt.number())
                        .startSpan();
        Context context = parent.with(span);
        try (var _ = context.makeCurrent()) {
            AttemptResult result = call.apply(headers(context, traceparent));
            tell(span, result);
            return result;
        } finally {
            span.end();
        }
    }

    /**
     * What waited until its first start has a span that says so. Returns what the attempt belongs
     * below: where nobody has begun a trace, the wait begins it.
     */
    private Context waited(Attempt attempt, Context submitted, Instant start) {
        boolean isFirst = attempt.number() == 1 && attempt.run().run() == 1;
        if (!isPresent || !isFirst) {
            return submitted;
        }
        Instant accepted = attempt.task().submittedAt();
        Span span =
                builder(SpanNames.WAIT, attempt, submitted)
                        .setStartTimestamp(accepted.isBefore(start) ? accepted : start)
                        .startSpan();
        span.end(start);
        return Span.fromContext(submitted).getSpanContext().isValid()
                ? submitted
                : submitted.with(span);
    }

    private SpanBuilder builder(String name, Attempt attempt, Context parent) {
        return tracer.spanBuilder(name + attempt.task().type())
                .setParent(parent)
                .setAttribute(SpanNames.TASK_ID, attempt.run().taskId())
                .setAttribute(SpanNames.GROUP_ID, attempt.run().groupId())
                .setAttribute(SpanNames.TASK_TYPE, attempt.task().type())
                .setAttribute(SpanNames.RUN, (long) attempt.run().run());
    }

    private static Map<String, String> headers(Context context, @Nullable String traceparent) {
        Map<String, String> headers = new HashMap<>();
        if (traceparent != null) {
            headers.put(TaskContext.TRACEPARENT, traceparent);
        }
        headers.putAll(TraceParents.headers(context));
        return Map.copyOf(headers);
    }

    private static void tell(Span span, AttemptResult result) {
        switch (result) {
            case Succeeded _ ->
                    span.setAttribute(SpanNames.OUTCOME, "SUCCEEDED").setStatus(StatusCode.OK);
            case Failed failed ->
                    span.setAttribute(
                                    SpanNames.OUTCOME,
                                    failed.isPermanent() ? "FAILED_PERMANENTLY" : "FAILED")
                            .setStatus(
                                    StatusCode.ERROR,
                                    failed.error().type() + ": " + failed.error().message());
        }
    }
}

package dev.strand.processor.execution;

import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.AttemptResult.Failed;
import dev.strand.core.owner.AttemptResult.Succeeded;
import dev.strand.handler.TaskContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries the submitter's trace context into the handler: as the current context of its thread and
 * in its headers. Where an OpenTelemetry SDK is present, every attempt is a span of its own below
 * it. Costs nothing where there is neither. Thread-safe.
 */
final class AttemptSpans {
    private static final String SCOPE = "dev.strand.processor";

    private static final TextMapGetter<String> TRACEPARENT =
            new TextMapGetter<>() {
                @Override
                public Iterable<String> keys(String carrier) {
                    return List.of(TaskContext.TRACEPARENT);
                }

                @Override
                public @Nullable String get(@Nullable String carrier, String key) {
                    return key.equals(TaskContext.TRACEPARENT) ? carrier : null;
                }
            };

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
        Context parent =
                traceparent == null
                        ? Context.root()
                        : W3CTraceContextPropagator.getInstance()
                                .extract(Context.root(), traceparent, TRACEPARENT);
        Span span = span(attempt, parent);
        Context context = parent.with(span);
        try (var _ = context.makeCurrent()) {
            AttemptResult result = call.apply(headers(context, traceparent));
            tell(span, result);
            return result;
        } finally {
            span.end();
        }
    }

    private Span span(Attempt attempt, Context parent) {
        return tracer.spanBuilder("attempt " + attempt.task().type())
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("strand.task.id", attempt.run().taskId())
                .setAttribute("strand.group.id", attempt.run().groupId())
                .setAttribute("strand.task.type", attempt.task().type())
                .setAttribute("strand.run", attempt.run().run())
                .setAttribute("strand.attempt", attempt.number())
                .startSpan();
    }

    private static Map<String, String> headers(Context context, @Nullable String traceparent) {
        Map<String, String> headers = new HashMap<>();
        if (traceparent != null) {
            headers.put(TaskContext.TRACEPARENT, traceparent);
        }
        W3CTraceContextPropagator.getInstance().inject(context, headers, AttemptSpans::put);
        return Map.copyOf(headers);
    }

    private static void put(@Nullable Map<String, String> headers, String name, String value) {
        if (headers != null) {
            headers.put(name, value);
        }
    }

    private static void tell(Span span, AttemptResult result) {
        switch (result) {
            case Succeeded _ -> span.setStatus(StatusCode.OK);
            case Failed failed ->
                    span.setStatus(
                            StatusCode.ERROR,
                            failed.error().type() + ": " + failed.error().message());
        }
    }
}

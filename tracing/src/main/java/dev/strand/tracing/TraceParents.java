package dev.strand.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The context of a trace as the text of a {@code traceparent} header. */
public final class TraceParents {
    private static final String TRACEPARENT = "traceparent";

    private static final TextMapGetter<String> TEXT =
            (carrier, key) -> key.equals(TRACEPARENT) ? carrier : null;

    private TraceParents() {}

    /** The context that a text says; one without a trace for null, and for what is no such text. */
    public static Context read(@Nullable String traceparent) {
        return traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), traceparent, TEXT);
    }

    /** The headers that say a context: none where it has no trace. */
    public static Map<String, String> headers(Context context) {
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(context, headers, TraceParents::put);
        return headers;
    }

    /** The text that says a context, or null where it has no trace. */
    public static @Nullable String write(Context context) {
        return headers(context).get(TRACEPARENT);
    }

    private static void put(@Nullable Map<String, String> headers, String name, String value) {
        if (headers != null) {
            headers.put(name, value);
        }
    }
}

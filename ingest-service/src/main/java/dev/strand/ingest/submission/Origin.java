package dev.strand.ingest.submission;

import io.micronaut.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * What came with a submission besides its body.
 *
 * @param idempotencyKey the header of that name without quotes around it: stands for the task id;
 *     or null
 * @param traceparent W3C trace context, unchecked, or null
 */
public record Origin(@Nullable String idempotencyKey, @Nullable String traceparent) {
    /** Header that stands for the task id. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Header with the trace context of the client. */
    public static final String TRACEPARENT = "traceparent";

    /** Reads the headers of a request. */
    public static Origin of(HttpRequest<?> request) {
        String key = request.getHeaders().get(IDEMPOTENCY_KEY);
        return new Origin(
                key == null ? null : unquoted(key.strip()), request.getHeaders().get(TRACEPARENT));
    }

    /** The draft standard of the header writes its value in quotes, most clients do not. */
    private static String unquoted(String text) {
        boolean isQuoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }
}

package dev.strand.handlers.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.HandlerJson;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.TaskContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.Request;

/** Makes the request for one attempt at a task. */
final class TaskRequest {

    static final String TASK_ID = "Strand-Task-Id";
    static final String GROUP_ID = "Strand-Group-Id";
    static final String RUN = "Strand-Run";
    static final String ATTEMPT = "Strand-Attempt";
    static final String FENCING_TOKEN = "Strand-Fencing-Token";
    static final String SIGNATURE = "Strand-Signature";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String CONTENT_TYPE = "Content-Type";

    private static final List<String> TRACE_HEADERS =
            List.of(TaskContext.TRACEPARENT, TaskContext.TRACESTATE);

    private TaskRequest() {}

    /**
     * The names of the headers that every request has, in no case that matters; an endpoint may not
     * set them.
     */
    static Set<String> ownHeaders() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(
                List.of(
                        TASK_ID,
                        GROUP_ID,
                        RUN,
                        ATTEMPT,
                        FENCING_TOKEN,
                        SIGNATURE,
                        IDEMPOTENCY_KEY,
                        CONTENT_TYPE));
        names.addAll(TRACE_HEADERS);
        return names;
    }

    /** A {@code POST} of the body to the endpoint, for the attempt that the context describes. */
    static Request of(HttpEndpoint endpoint, JsonNode body, TaskContext context, Instant now)
            throws PermanentFailureException {
        byte[] bytes = bytesOf(body);
        Request.Builder request =
                new Request.Builder()
                        .url(endpoint.url().toString())
                        .header(TASK_ID, context.taskId())
                        .header(GROUP_ID, percentEncoded(context.groupId()))
                        .header(RUN, Integer.toString(context.run()))
                        .header(ATTEMPT, Integer.toString(context.attempt()))
                        .header(FENCING_TOKEN, context.fencingToken())
                        .header(IDEMPOTENCY_KEY, context.taskId() + "-" + context.run())
                        .post(new JsonBody(bytes));
        for (String name : TRACE_HEADERS) {
            String value = context.headers().get(name);
            if (value != null && isPrintable(value)) {
                request.header(name, value);
            }
        }
        endpoint.headers().forEach((name, value) -> request.header(name, value.reveal()));
        if (endpoint.signingSecret() != null) {
            request.header(SIGNATURE, Signature.of(bytes, now, endpoint.signingSecret()));
        }
        return request.build();
    }

    private static byte[] bytesOf(JsonNode body) throws PermanentFailureException {
        try {
            return HandlerJson.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new PermanentFailureException(
                    "/body cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Group ids may be any text, headers may not: all but printable ASCII, and the percent sign, is
     * encoded as in URLs.
     */
    static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            if (unit > ' ' && unit < 0x7f && unit != '%') {
                encoded.append((char) unit);
            } else {
                encoded.append(String.format("%%%02X", unit));
            }
        }
        return encoded.toString();
    }

    static boolean isPrintable(String value) {
        return value.chars().allMatch(unit -> unit >= ' ' && unit < 0x7f);
    }
}

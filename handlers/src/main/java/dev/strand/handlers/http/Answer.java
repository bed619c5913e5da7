package dev.strand.handlers.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.strand.handler.HandlerJson;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.RetryAfterException;
import dev.strand.handler.registry.BoundHandler;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;

/**
 * What an endpoint answered, and the outcome that it means.
 *
 * @param endpoint who answered
 * @param status its HTTP status
 * @param headers its headers
 * @param body as much of the body as {@link #limitFor} allows
 */
record Answer(HttpEndpoint endpoint, int status, Headers headers, BoundedBody body) {

    private static final int MAX_SHOWN_CHARACTERS = 2 * 1024;

    /** More than is shown, so that a secret across the cut is whole when it is masked. */
    private static final int MAX_ERROR_BYTES = 2 * MAX_SHOWN_CHARACTERS;

    private static final Pattern CHARSET =
            Pattern.compile("charset=\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    /** How much of the body is of use: all of a result, the beginning of an error. */
    static int limitFor(int status) {
        return isSuccess(status) ? BoundHandler.MAX_RESULT_BYTES : MAX_ERROR_BYTES;
    }

    /**
     * The result of the task.
     *
     * @throws RetryAfterException if the endpoint said when to come again
     * @throws EndpointFailureException if it may work another time
     * @throws PermanentFailureException if it will not
     */
    JsonNode result(Instant now)
            throws RetryAfterException, EndpointFailureException, PermanentFailureException {
        if (isSuccess(status)) {
            return success();
        }
        if (status == 429 || status == 503) {
            Optional<Duration> delay =
                    Optional.ofNullable(headers.get("Retry-After"))
                            .flatMap(text -> RetryAfter.parse(text, now));
            if (delay.isPresent()) {
                throw new RetryAfterException(delay.get(), describe());
            }
        }
        if (status >= 500 || status == 429 || status == 408) {
            throw new EndpointFailureException(describe(), null);
        }
        if (status >= 300 && status < 400) {
            throw new PermanentFailureException(
                    describe()
                            + "; redirects are not followed: configure the URL that it leads to");
        }
        throw new PermanentFailureException(describe());
    }

    private JsonNode success() throws PermanentFailureException {
        if (!body.isComplete()) {
            throw new PermanentFailureException(
                    "%s answered %d, and its body must have at most %d bytes, got: more; answer with a reference to the result"
                            .formatted(endpoint, status, BoundHandler.MAX_RESULT_BYTES));
        }
        String text = bodyText();
        if (isJson()) {
            try {
                return HandlerJson.mapper().readTree(text);
            } catch (JsonProcessingException e) {
                return wrapped(text); // the work is done: a badly written answer must not undo it
            }
        }
        return wrapped(text);
    }

    private JsonNode wrapped(String text) {
        return JsonNodeFactory.instance.objectNode().put("status", status).put("body", text);
    }

    private boolean isJson() {
        String mediaType = contentType().split(";", 2)[0].strip();
        return !body.isEmpty()
                && (mediaType.equals("application/json") || mediaType.endsWith("+json"));
    }

    private String describe() {
        String text = bodyText().strip();
        String shown = text.substring(0, Math.min(text.length(), MAX_SHOWN_CHARACTERS));
        return endpoint + " answered " + status + (shown.isEmpty() ? "" : ": " + shown);
    }

    private String bodyText() {
        return endpoint.redact(new String(body.bytes(), charset()));
    }

    private Charset charset() {
        Matcher matcher = CHARSET.matcher(contentType());
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private String contentType() {
        String type = headers.get(TaskRequest.CONTENT_TYPE);
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }
}

package dev.strand.ingest.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponseFactory;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.time.Duration;

/** Problems as HTTP responses. */
public final class ProblemResponses {
    private ProblemResponses() {}

    /** A response with this problem, and with {@code Retry-After} where trying again may help. */
    public static MutableHttpResponse<byte[]> of(Problem problem, String instance) {
        MutableHttpResponse<byte[]> response =
                HttpResponseFactory.INSTANCE.status(HttpStatus.valueOf(problem.type().status()));
        Duration retryAfter = problem.type().retryAfter();
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        }
        return response.contentType(Problem.MEDIA_TYPE).body(problem.toJson(instance));
    }

    /**
     * The same, after which the connection is closed instead of reading the rest of the request.
     */
    public static MutableHttpResponse<byte[]> closing(Problem problem, String instance) {
        return of(problem, instance).header(HttpHeaders.CONNECTION, "close");
    }
}

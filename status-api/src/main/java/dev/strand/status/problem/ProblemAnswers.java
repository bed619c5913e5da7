package dev.strand.status.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;

/** Problems as HTTP responses. */
final class ProblemAnswers {
    private static final MediaType TYPE = MediaType.of(Problem.MEDIA_TYPE);

    private ProblemAnswers() {}

    static MutableHttpResponse<byte[]> of(HttpRequest<?> request, Problem problem) {
        return into(request, problem, HttpResponse.status(HttpStatus.valueOf(problem.status())));
    }

    /** Makes a problem the body of a response that has its status already. */
    static MutableHttpResponse<byte[]> into(
            HttpRequest<?> request, Problem problem, MutableHttpResponse<?> response) {
        Integer retryAfter = problem.retryAfterSeconds();
        if (retryAfter != null) {
            response.header("Retry-After", retryAfter.toString());
        }
        return response.body(problem.toJson(request.getUri().getPath())).contentType(TYPE);
    }
}

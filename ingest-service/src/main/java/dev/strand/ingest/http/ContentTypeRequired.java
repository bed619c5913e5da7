package dev.strand.ingest.http;

import dev.strand.ingest.problem.Problem;
import dev.strand.ingest.problem.ProblemResponses;
import dev.strand.ingest.problem.ProblemType;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies without a media type. A web page of another origin can make a browser send such a
 * body without asking anybody; with {@code application/json} it cannot.
 */
@ServerFilter("/api/**")
final class ContentTypeRequired {
    @RequestFilter(methods = HttpMethod.POST)
    @Nullable HttpResponse<?> check(HttpRequest<?> request) {
        if (request.getContentType().isPresent()) {
            return null;
        }
        String detail =
                "a body must say what it is, got no Content-Type; send Content-Type:"
                        + " application/json";
        return ProblemResponses.closing(
                new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail), request.getPath());
    }
}

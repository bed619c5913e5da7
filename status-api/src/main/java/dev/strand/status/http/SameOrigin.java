package dev.strand.status.http;

import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that change something and that a web page of another origin has made a browser
 * send. Programs send no {@code Origin}.
 */
@ServerFilter("/api/**")
class SameOrigin {
    @RequestFilter
    void check(HttpRequest<?> request) {
        boolean isRead =
                request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        if (!isRead) {
            checkOrigin(request, "requests that change something");
        }
    }

    /** Refuses a request that a web page of another origin has made a browser send. */
    static void checkOrigin(HttpRequest<?> request, String what) {
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        if (origin == null || isOf(origin, request.getHeaders().get(HttpHeaders.HOST))) {
            return;
        }
        throw new ProblemException(
                Problem.of(
                        "foreign-origin",
                        "Foreign origin",
                        403,
                        what + " must not come from pages of another origin, got: " + origin));
    }

    private static boolean isOf(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

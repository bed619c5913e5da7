package dev.strand.status.http;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Headers that every answer has; the page brings its own policy and its own rules for caches. */
@ServerFilter("/**")
class SecurityHeaders {
    @ResponseFilter
    void add(MutableHttpResponse<?> response) {
        response.header("X-Content-Type-Options", "nosniff");
        response.header("X-Frame-Options", "DENY");
        response.header("Referrer-Policy", "no-referrer");
        unlessSet(
                response, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        unlessSet(response, "Cache-Control", "no-store");
    }

    private static void unlessSet(MutableHttpResponse<?> response, String name, String value) {
        if (!response.getHeaders().contains(name)) {
            response.header(name, value);
        }
    }
}

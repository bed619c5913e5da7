package dev.strand.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Tells browsers to make no more of an answer than it is. Data: nothing may run. The page and the
 * documentation: only what comes from the service itself.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class SecurityHeaders {
    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";
    private static final String PAGE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    /** The bundled viewer of the documentation sets styles of elements. */
    private static final String DOCS =
            PAGE.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    @ResponseFilter
    void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.header("X-Content-Type-Options", "nosniff");
        response.header("X-Frame-Options", "DENY");
        response.header("Referrer-Policy", "no-referrer");
        response.header("Cross-Origin-Resource-Policy", "same-origin");
        response.header("Cross-Origin-Opener-Policy", "same-origin");
        response.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        unlessSet(response, "Content-Security-Policy", policyFor(request.getPath()));
        unlessSet(response, "Cache-Control", "no-store");
    }

    private static void unlessSet(MutableHttpResponse<?> response, String name, String value) {
        if (!response.getHeaders().contains(name)) {
            response.header(name, value);
        }
    }

    private static String policyFor(String path) {
        if (path.startsWith("/docs/")) {
            return DOCS;
        }
        boolean isData =
                path.startsWith("/api/")
                        || path.startsWith("/internal/")
                        || path.startsWith("/health")
                        || path.equals("/prometheus")
                        || path.equals("/openapi");
        return isData ? DATA : PAGE;
    }
}

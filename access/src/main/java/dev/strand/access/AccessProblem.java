package dev.strand.access;

import dev.strand.schemas.json.JsonWriter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponseFactory;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;

/** Refusals of this module, as RFC 9457 has them. */
final class AccessProblem {
    private AccessProblem() {}

    static MutableHttpResponse<?> unauthenticated(HttpRequest<?> request) {
        return of(
                        request,
                        HttpStatus.UNAUTHORIZED,
                        "unauthenticated",
                        "this needs a valid key or token; send Authorization: Bearer <key or"
                                + " token>")
                .header("WWW-Authenticate", "Bearer realm=\"strand\"");
    }

    static MutableHttpResponse<?> forbidden(HttpRequest<?> request, Caller caller) {
        return of(
                request,
                HttpStatus.FORBIDDEN,
                "forbidden",
                caller.name()
                        + " may not do this, with roles: "
                        + caller.roles()
                        + "; ask for a role that may");
    }

    static MutableHttpResponse<?> tooMany(HttpRequest<?> request, long retryAfterSeconds) {
        return of(
                        request,
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-requests",
                        "this client sends more requests than one may; send fewer, or raise"
                                + " strand.access.requests-per-second")
                .header("Retry-After", Long.toString(retryAfterSeconds));
    }

    private static MutableHttpResponse<?> of(
            HttpRequest<?> request, HttpStatus status, String slug, String detail) {
        byte[] body =
                new JsonWriter(256)
                        .beginObject()
                        .field("type", "urn:strand:problem:" + slug)
                        .field("title", status.getReason())
                        .field("status", status.getCode())
                        .field("detail", detail)
                        .field("instance", request.getPath())
                        .endObject()
                        .toByteArray();
        return HttpResponseFactory.INSTANCE
                .status(status)
                .body(body)
                .contentType("application/problem+json");
    }
}

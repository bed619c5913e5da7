package dev.strand.access;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /openapi}: the interface of this service as an OpenAPI document, which is the resource
 * {@code strand-openapi-<service>.json}; {@code /docs} shows it to people.
 */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class OpenApiController {
    private final byte @Nullable [] document;

    OpenApiController(@Value("${strand.service}") String service) {
        this.document = read("/strand-openapi-" + service + ".json");
    }

    @Get("/openapi")
    HttpResponse<?> openapi(HttpRequest<?> request) {
        return document == null
                ? HttpResponse.notFound()
                : HttpResponse.ok(document).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    @Get("/docs")
    HttpResponse<?> docs() {
        return HttpResponse.redirect(URI.create("/docs/index.html"));
    }

    private static byte @Nullable [] read(String name) {
        try (InputStream in = OpenApiController.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the class path cannot be read: " + name, e);
        }
    }
}

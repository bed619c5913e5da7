package dev.strand.access;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.stream.Collectors;

/** {@code GET /api/me}: who the caller is and may do. */
@Controller("/api/me")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class MeController {
    @Get
    HttpResponse<byte[]> me(HttpRequest<?> request) {
        Caller caller = Caller.of(request);
        JsonWriter json = new JsonWriter(128).beginObject();
        json.field("name", caller.name() == null ? "anonymous" : caller.name());
        json.field(
                "roles",
                RawJson.of(
                        caller.roles().stream()
                                .map(role -> '"' + role + '"')
                                .collect(Collectors.joining(",", "[", "]"))));
        json.field("authentication", caller.kind().word()).endObject();
        return HttpResponse.ok(json.toByteArray()).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}

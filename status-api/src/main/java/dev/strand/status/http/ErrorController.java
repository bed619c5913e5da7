package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.error.ErrorKinds;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.Set;

/** The kinds of errors that attempts fail with. */
@Controller("/api/errors")
@Secured(Roles.VIEWER)
@ExecuteOn(TaskExecutors.BLOCKING)
class ErrorController {
    private final ErrorKinds kinds;

    ErrorController(ErrorKinds kinds) {
        this.kinds = kinds;
    }

    @Get
    HttpResponse<byte[]> errors(HttpRequest<?> request) {
        QueryParameters.of(request, Set.of()).check();
        ErrorKinds.Told told = kinds.read();
        JsonWriter json = new JsonWriter(64 + told.json().sizeBytes()).beginObject();
        json.field("errors", told.json());
        Answers.writePartial(json, told.coverage());
        json.endObject();
        return Answers.covered(Answers.ok(RawJson.ofUtf8(json.toByteArray())), told.coverage());
    }
}

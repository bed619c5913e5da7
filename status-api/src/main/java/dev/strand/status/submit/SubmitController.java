package dev.strand.status.submit;

import dev.strand.access.Roles;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import java.util.concurrent.CompletableFuture;

/** Takes submissions and hands them on; what the ingest service answers is the answer. */
@Controller("/api/tasks")
@Secured(Roles.SUBMITTER)
@Requires(property = SubmitConfig.INGEST_URL)
class SubmitController {
    private static final String NDJSON = "application/x-ndjson";

    private final Ingest ingest;

    SubmitController(Ingest ingest) {
        this.ingest = ingest;
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    CompletableFuture<HttpResponse<byte[]>> one(HttpRequest<?> request, @Body byte[] body) {
        return ingest.handOn("/api/tasks", request, body);
    }

    @Post("/batch")
    @Consumes({MediaType.APPLICATION_JSON, NDJSON})
    CompletableFuture<HttpResponse<byte[]>> many(HttpRequest<?> request, @Body byte[] body) {
        return ingest.handOn("/api/tasks/batch", request, body);
    }
}

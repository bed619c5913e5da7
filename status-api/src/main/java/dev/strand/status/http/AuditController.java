package dev.strand.status.http;

import dev.strand.access.Roles;
import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.query.AuditPages;
import dev.strand.status.query.Json;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import java.util.Set;

/** Who asked for which control action. */
@Controller("/api/audit")
@Secured(Roles.VIEWER)
class AuditController {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final AuditPages pages;

    AuditController(AuditPages pages) {
        this.pages = pages;
    }

    @Get
    HttpResponse<byte[]> list(HttpRequest<?> request) {
        QueryParameters query = QueryParameters.of(request, Set.of("limit", "cursor"));
        int limit = query.limit(DEFAULT_LIMIT, MAX_LIMIT);
        query.check();
        AuditPages.Page page = pages.read(limit, query.text("cursor"));
        JsonWriter json = new JsonWriter(2_048).beginObject();
        json.field("entries", Json.array(page.entries()));
        if (page.nextCursor() != null) {
            json.field("nextCursor", page.nextCursor());
        }
        return Answers.ok(RawJson.ofUtf8(json.endObject().toByteArray()));
    }
}

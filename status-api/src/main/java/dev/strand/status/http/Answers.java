package dev.strand.status.http;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import org.jspecify.annotations.Nullable;

/** Bodies that are JSON already. */
final class Answers {
    private Answers() {}

    static MutableHttpResponse<byte[]> ok(RawJson body) {
        return HttpResponse.ok(body.utf8()).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /** A page: a list under its name, and {@code nextCursor} unless it is the last. */
    static MutableHttpResponse<byte[]> page(
            String name, RawJson items, @Nullable String nextCursor) {
        JsonWriter json = new JsonWriter(64 + items.sizeBytes()).beginObject().field(name, items);
        if (nextCursor != null) {
            json.field("nextCursor", nextCursor);
        }
        return ok(RawJson.ofUtf8(json.endObject().toByteArray()));
    }
}

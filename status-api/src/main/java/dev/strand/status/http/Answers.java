package dev.strand.status.http;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.fleet.Coverage;
import dev.strand.status.query.Lists;
import dev.strand.status.query.Slice;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;

/** Bodies that are JSON already. */
final class Answers {
    /** Names the partitions that are missing in an answer. */
    static final String PARTIAL = "Strand-Partial";

    /** Says how many records the copies were behind that an answer was read from. */
    static final String LAG = "Strand-Lag-Records";

    private Answers() {}

    static MutableHttpResponse<byte[]> ok(RawJson body) {
        return HttpResponse.ok(body.utf8()).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /** A page: a list under its name, {@code nextCursor} unless it is the last, and what misses. */
    static MutableHttpResponse<byte[]> page(String name, RawJson items, Lists.Page<?> page) {
        JsonWriter json = new JsonWriter(128 + items.sizeBytes()).beginObject().field(name, items);
        if (page.nextCursor() != null) {
            json.field("nextCursor", page.nextCursor());
        }
        if (page.total() != Slice.UNKNOWN) {
            json.field("total", page.total());
        }
        writePartial(json, page.coverage());
        return covered(ok(RawJson.ofUtf8(json.endObject().toByteArray())), page.coverage());
    }

    /** The member that says that an answer is not whole, where it is not. */
    static void writePartial(JsonWriter json, Coverage coverage) {
        if (coverage.isPartial()) {
            json.name("partial").beginObject();
            json.field("missingPartitions", coverage.missingJson()).endObject();
        }
    }

    /** The headers that say that an answer is not whole or not up to date, where it is not. */
    static MutableHttpResponse<byte[]> covered(
            MutableHttpResponse<byte[]> answer, Coverage coverage) {
        if (coverage.isPartial()) {
            answer.header(PARTIAL, coverage.missingHeader());
        }
        if (!coverage.lags().isEmpty()) {
            answer.header(LAG, coverage.lagHeader());
        }
        return answer;
    }
}

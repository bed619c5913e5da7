package dev.strand.status.query;

import dev.strand.core.log.RawJson;
import dev.strand.schemas.audit.AuditCodec;
import dev.strand.schemas.audit.AuditEntry;
import dev.strand.status.audit.AuditView;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of control actions, newest first. For use by several threads. */
@Singleton
public class AuditPages {
    private static final String LIST = "audit";

    private final AuditView view;

    AuditPages(AuditView view) {
        this.view = view;
    }

    /**
     * A page.
     *
     * @param entries as JSON
     * @param nextCursor where the next page goes on, or null if this is the last
     */
    public record Page(List<RawJson> entries, @Nullable String nextCursor) {}

    /** The page at a cursor, the first one for null. */
    public Page read(int limit, @Nullable String cursor) {
        AuditView.Place from =
                cursor == null ? null : Cursor.decode(LIST, cursor, AuditPages::place);
        List<AuditEntry> entries = view.before(from, limit);
        String next =
                entries.size() < limit
                        ? null
                        : Cursor.encode(LIST, bytes(AuditView.Place.of(entries.getLast())));
        return new Page(
                entries.stream().map(entry -> RawJson.ofUtf8(AuditCodec.encode(entry))).toList(),
                next);
    }

    private static byte[] bytes(AuditView.Place place) {
        byte[] id = place.id().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(place.atMillis())
                .put(id)
                .array();
    }

    private static AuditView.Place place(ByteBuffer bytes) {
        long atMillis = bytes.getLong();
        return new AuditView.Place(atMillis, StandardCharsets.UTF_8.decode(bytes).toString());
    }
}

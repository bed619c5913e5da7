package dev.strand.schemas.audit;

import dev.strand.schemas.Decoded;
import dev.strand.schemas.audit.AuditEntry.Outcome;
import dev.strand.schemas.json.JsonFormat;
import dev.strand.schemas.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of records of {@code strand.audit}, whose key is the id of the action. Readers
 * ignore fields they do not know. Never throws for bad input. Safe for use by several threads.
 */
public final class AuditCodec {
    private static final int MAX_DEPTH = 100;
    private static final int FIXED_BYTES = 512;
    private static final JsonFormat FORMAT =
            new JsonFormat("the audit entry", Integer.MAX_VALUE, MAX_DEPTH);

    private AuditCodec() {}

    /** Reads an entry. */
    public static Decoded<AuditEntry> decode(byte @Nullable [] value) {
        return FORMAT.read(value, input -> new AuditReader(input).read());
    }

    /** The value of an entry's record. */
    public static byte[] encode(AuditEntry entry) {
        JsonWriter json = new JsonWriter(FIXED_BYTES).beginObject();
        json.field("id", entry.id()).field("at", entry.at());
        optional(json, "by", entry.by());
        json.field("from", entry.from());
        json.field("action", entry.action()).field("target", entry.target());
        optional(json, "reason", entry.reason());
        optional(json, "request", entry.request());
        json.field("outcome", entry.outcome().name());
        if (entry.outcome() != Outcome.ASKED) {
            json.field("status", entry.status());
        }
        return json.endObject().toByteArray();
    }

    private static void optional(JsonWriter json, String name, @Nullable String value) {
        if (value != null) {
            json.field(name, value);
        }
    }
}

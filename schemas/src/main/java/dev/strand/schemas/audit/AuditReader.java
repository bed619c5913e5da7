package dev.strand.schemas.audit;

import dev.strand.schemas.audit.AuditEntry.Outcome;
import dev.strand.schemas.json.FieldNames;
import dev.strand.schemas.json.JsonInput;
import dev.strand.schemas.json.TextRule;
import dev.strand.schemas.time.TimeFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of an audit entry. */
final class AuditReader {
    private enum Field {
        ID,
        AT,
        BY,
        FROM,
        ACTION,
        TARGET,
        REASON,
        REQUEST,
        OUTCOME,
        STATUS
    }

    private static final FieldNames<Field> FIELDS = FieldNames.of(Field.class);
    private static final EnumSet<Field> REQUIRED =
            EnumSet.of(Field.ID, Field.AT, Field.FROM, Field.ACTION, Field.TARGET, Field.OUTCOME);
    private static final String BY_STRAND = "only Strand writes this topic: find out who else does";
    private static final TextRule<String> TEXT =
            TextRule.of("must be a string", BY_STRAND, text -> true);
    private static final TextRule<Instant> TIME =
            new TextRule<>("must be an RFC 3339 time", BY_STRAND, TimeFormat::parse);
    private static final TextRule<Outcome> OUTCOME =
            new TextRule<>(
                    "must be of " + Arrays.toString(Outcome.values()),
                    BY_STRAND,
                    AuditReader::outcome);
    private static final int MAX_STATUS = 599;

    private final JsonInput input;
    private final Map<Field, String> texts = new EnumMap<>(Field.class);
    private @Nullable Instant at;
    private @Nullable Outcome outcome;
    private int status;

    AuditReader(JsonInput input) {
        this.input = input;
    }

    @Nullable AuditEntry read() throws IOException {
        EnumSet<Field> seen = EnumSet.noneOf(Field.class);
        while (input.nextField()) {
            Field field = FIELDS.find(input.name());
            if (field == null) {
                input.skip();
            } else if (!input.isRepeated(seen, field)) {
                read(field);
            }
        }
        for (Field field : REQUIRED) {
            if (!seen.contains(field)) {
                input.refuse(FieldNames.nameOf(field), "is required", BY_STRAND, null);
            }
        }
        return entry();
    }

    private void read(Field field) throws IOException {
        switch (field) {
            case AT -> at = input.text(TIME);
            case OUTCOME -> outcome = input.text(OUTCOME);
            case STATUS -> status = input.integer(0, MAX_STATUS, 0);
            case ID, BY, FROM, ACTION, TARGET, REASON, REQUEST -> {
                String text = input.text(TEXT);
                if (text != null) {
                    texts.put(field, text);
                }
            }
        }
    }

    private @Nullable AuditEntry entry() {
        String id = texts.get(Field.ID);
        String from = texts.get(Field.FROM);
        String action = texts.get(Field.ACTION);
        String target = texts.get(Field.TARGET);
        if (id == null
                || at == null
                || from == null
                || action == null
                || target == null
                || outcome == null) {
            return null;
        }
        return new AuditEntry(
                id,
                at,
                texts.get(Field.BY),
                from,
                action,
                target,
                texts.get(Field.REASON),
                texts.get(Field.REQUEST),
                outcome,
                status);
    }

    private static @Nullable Outcome outcome(String text) {
        for (Outcome each : Outcome.values()) {
            if (each.name().equals(text)) {
                return each;
            }
        }
        return null;
    }
}

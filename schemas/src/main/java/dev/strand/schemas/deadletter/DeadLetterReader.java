package dev.strand.schemas.deadletter;

import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskError;
import dev.strand.schemas.json.FieldNames;
import dev.strand.schemas.json.JsonInput;
import dev.strand.schemas.json.TextRule;
import dev.strand.schemas.status.FactParts;
import dev.strand.schemas.status.TaskOfFact;
import dev.strand.schemas.time.TimeFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a dead letter. */
final class DeadLetterReader {
    private enum Field {
        GROUP_ID,
        TASK_ID,
        RUN,
        SEQUENCE,
        ORIGIN,
        TOPIC,
        PARTITION,
        ATTEMPTS,
        FAILED_AT,
        WORKER,
        ERROR,
        TASK
    }

    private static final FieldNames<Field> FIELDS = FieldNames.of(Field.class);
    private static final String BY_STRAND = "only Strand writes this topic: find out who else does";
    private static final TextRule<String> TEXT =
            TextRule.of("must be a string", BY_STRAND, text -> true);
    private static final TextRule<Instant> TIME =
            new TextRule<>("must be an RFC 3339 time", BY_STRAND, TimeFormat::parse);
    private static final int ABSENT = -1;

    private final JsonInput input;
    private @Nullable String groupId;
    private @Nullable String taskId;
    private int run = ABSENT;
    private long sequence = ABSENT;
    private long origin = ABSENT;
    private @Nullable String topic;
    private int partition = ABSENT;
    private int attempts = ABSENT;
    private @Nullable Instant failedAt;
    private @Nullable String worker;
    private @Nullable TaskError error;
    private @Nullable TaskOfFact task;

    DeadLetterReader(JsonInput input) {
        this.input = input;
    }

    @Nullable DeadLetter read() throws IOException {
        EnumSet<Field> seen = EnumSet.noneOf(Field.class);
        while (input.nextField()) {
            Field field = FIELDS.find(input.name());
            if (field == null) {
                input.skip();
            } else if (!input.isRepeated(seen, field)) {
                read(field);
            }
        }
        for (Field field : Field.values()) {
            if (field != Field.ORIGIN && !seen.contains(field)) {
                input.refuse(FieldNames.nameOf(field), "is required", BY_STRAND, null);
            }
        }
        return letter();
    }

    private void read(Field field) throws IOException {
        switch (field) {
            case GROUP_ID -> groupId = input.text(TEXT);
            case TASK_ID -> taskId = input.text(TEXT);
            case RUN -> run = input.integer(1, Integer.MAX_VALUE, ABSENT);
            case SEQUENCE -> sequence = input.integer(0, Long.MAX_VALUE, ABSENT);
            case ORIGIN -> origin = input.integer(0, Long.MAX_VALUE, ABSENT);
            case TOPIC -> topic = input.text(TEXT);
            case PARTITION -> partition = input.integer(0, Integer.MAX_VALUE, ABSENT);
            case ATTEMPTS -> attempts = input.integer(0, Integer.MAX_VALUE, ABSENT);
            case FAILED_AT -> failedAt = input.text(TIME);
            case WORKER -> worker = input.text(TEXT);
            case ERROR -> error = FactParts.error(input);
            case TASK -> task = TaskOfFact.read(input);
        }
    }

    private @Nullable DeadLetter letter() {
        if (groupId == null
                || taskId == null
                || topic == null
                || failedAt == null
                || worker == null
                || error == null
                || task == null) {
            return null;
        }
        RunId runId = new RunId(groupId, taskId, run, sequence, origin < 0 ? sequence : origin);
        return new DeadLetter(
                runId,
                topic,
                partition,
                attempts,
                failedAt,
                worker,
                error,
                task.of(groupId, taskId));
    }
}

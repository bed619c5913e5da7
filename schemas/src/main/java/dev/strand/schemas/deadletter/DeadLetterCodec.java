package dev.strand.schemas.deadletter;

import dev.strand.core.log.RunId;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.json.JsonFormat;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.schemas.status.FactParts;
import dev.strand.schemas.status.TaskOfFact;
import dev.strand.schemas.task.SubmissionWriter;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of records of {@code strand.dead-letters}, whose key is the group id. Readers
 * ignore fields they do not know. Never throws for bad input. Safe for use by several threads.
 */
public final class DeadLetterCodec {
    private static final int MAX_DEPTH = 2000;
    private static final int FIXED_BYTES = 1024;
    private static final JsonFormat FORMAT =
            new JsonFormat("the dead letter", Integer.MAX_VALUE, MAX_DEPTH);

    private DeadLetterCodec() {}

    /** Reads a dead letter. */
    public static Decoded<DeadLetter> decode(byte @Nullable [] value) {
        return FORMAT.read(value, input -> new DeadLetterReader(input).read());
    }

    /** The value of a dead letter's record. */
    public static byte[] encode(DeadLetter letter) {
        RunId run = letter.run();
        JsonWriter json =
                new JsonWriter(FIXED_BYTES + SubmissionWriter.sizeEstimateBytes(letter.task()));
        json.beginObject()
                .field("groupId", run.groupId())
                .field("taskId", run.taskId())
                .field("run", run.run())
                .field("sequence", run.sequence());
        if (run.origin() != run.sequence()) {
            json.field("origin", run.origin());
        }
        json.field("topic", letter.topic())
                .field("partition", letter.partition())
                .field("attempts", letter.attempts())
                .field("failedAt", letter.failedAt())
                .field("worker", letter.worker());
        FactParts.write(json, letter.error());
        TaskOfFact.write(json, letter.task());
        return json.endObject().toByteArray();
    }
}

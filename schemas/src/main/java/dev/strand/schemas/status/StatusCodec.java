package dev.strand.schemas.status;

import dev.strand.core.log.StatusRecord;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.json.JsonFormat;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of records of {@code strand.status}. Readers ignore fields they do not know, and a
 * record of an unknown kind or status becomes {@link StatusRecord.Unknown}, so that old readers
 * survive new writers. Never throws for bad input. Safe for use by several threads.
 */
public final class StatusCodec {
    /** Deeper than any task may be, for facts wrap the task and results come from handlers. */
    private static final int MAX_DEPTH = 2000;

    private static final JsonFormat FORMAT =
            new JsonFormat("the status record", Integer.MAX_VALUE, MAX_DEPTH);

    private StatusCodec() {}

    /** Reads the whole record. */
    public static Decoded<StatusRecord> decode(byte @Nullable [] value) {
        return FORMAT.read(value, input -> new StatusReader(input, true).read());
    }

    /**
     * Reads what the fold needs and no more: {@code error}, {@code result} and {@code task} of a
     * fact stay null, and what stands behind the first of them is not even checked. Several times
     * as fast as {@link #decode} where tasks are large.
     */
    public static Decoded<StatusRecord> decodeHead(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            return decode(value);
        }
        return FORMAT.readUnchecked(value, input -> new StatusReader(input, false).read());
    }

    /** The value of a record; its key is {@link dev.strand.schemas.topic.StatusKeys#of}. */
    public static byte[] encode(StatusRecord record) {
        return StatusWriter.write(record);
    }
}

package dev.strand.status.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/** The keys of the rows that say what is to be forgotten, and what is remembered of it. */
final class HistoryKeys {
    /** Rows of clearings that are to be carried out, in the order of the log. */
    static final byte CLEARING = 'H';

    /** Rows with the runs that are being deleted. */
    static final byte DOOMED = 'B';

    /** Rows of runs that are deleted and whose ids are still remembered, oldest first. */
    static final byte FORGOTTEN = 'X';

    private HistoryKeys() {}

    /** The key of a row that is found by a number. */
    static Bytes numbered(byte kind, long number) {
        return done(ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(number));
    }

    /** Undoes {@link #numbered}. */
    static long number(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(1);
    }

    /** The key of the row of a run whose id is remembered, and since when. */
    static Bytes forgotten(long millis, long sequence, String groupId) {
        byte[] group = groupId.getBytes(StandardCharsets.UTF_8);
        ByteBuffer key = ByteBuffer.allocate(1 + 2 * Long.BYTES + group.length);
        return done(key.put(FORGOTTEN).putLong(millis).putLong(sequence).put(group));
    }

    /** Undoes {@link #forgotten}. */
    static Place placeOfForgotten(Bytes key) {
        byte[] bytes = key.get();
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        long millis = in.getLong();
        long sequence = in.getLong();
        String group = new String(bytes, in.position(), in.remaining(), StandardCharsets.UTF_8);
        return new Place(group, sequence, millis);
    }

    @SuppressWarnings("ByteBufferBackingArray") // always from allocate
    private static Bytes done(ByteBuffer key) {
        return Bytes.wrap(key.array());
    }
}

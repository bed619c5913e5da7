package dev.strand.status.table;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What tells a fact of a run that has been forgotten from one that comes before its submission.
 *
 * @param millis no run was forgotten that ended then or later
 * @param sequence nor any with this sequence or a higher one
 */
record Horizon(long millis, long sequence) {
    static final Bytes KEY = Bytes.wrap(new byte[] {'F'});

    private static final int VERSION = 1;
    private static final Horizon NOTHING = new Horizon(0, 0);

    Horizon with(long beforeMillis, List<Doomed> runs) {
        long highest = runs.stream().mapToLong(run -> run.place().sequence()).max().orElse(-1);
        return new Horizon(Math.max(millis, beforeMillis), Math.max(sequence, highest + 1));
    }

    byte[] encode() {
        return new RowWriter(24).octet(VERSION).number(millis).number(sequence).toByteArray();
    }

    static Horizon decode(byte @Nullable [] row) {
        if (row == null) {
            return NOTHING;
        }
        RowReader in = new RowReader(row);
        in.version(VERSION);
        return new Horizon(in.number(), in.number());
    }
}

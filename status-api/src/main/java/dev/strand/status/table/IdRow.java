package dev.strand.status.table;

import dev.strand.core.fold.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one task id in one group.
 *
 * @param runs by sequence, oldest first; at most {@link #MAX_RUNS}, the oldest go
 */
record IdRow(List<Seen> runs) {
    static final int MAX_RUNS = 50;
    static final IdRow NONE = new IdRow(List.of());

    private static final int VERSION = 1;

    /** The newest run that an older record than this one made, or null. */
    @Nullable Seen before(long sequence) {
        for (Seen run : runs.reversed()) {
            if (run.sequence() < sequence) {
                return run;
            }
        }
        return null;
    }

    Seen newest() {
        return runs.getLast();
    }

    /** With a run in its place; adding one again changes nothing. */
    IdRow with(Seen run) {
        int at = runs.size();
        while (at > 0 && runs.get(at - 1).sequence() > run.sequence()) {
            at--;
        }
        if (at > 0 && runs.get(at - 1).sequence() == run.sequence()) {
            return this;
        }
        List<Seen> more = new ArrayList<>(runs);
        more.add(at, run);
        return new IdRow(more.size() > MAX_RUNS ? more.subList(1, more.size()) : more);
    }

    /** Without the run in this place. */
    IdRow without(long sequence) {
        List<Seen> fewer = new ArrayList<>(runs);
        boolean _ = fewer.removeIf(run -> run.sequence() == sequence);
        return new IdRow(fewer);
    }

    byte[] encode() {
        RowWriter out = new RowWriter(16 + runs.size() * 16).octet(VERSION).number(runs.size());
        for (Seen run : runs) {
            out.number(run.run()).number(run.sequence()).number(run.at().toEpochMilli());
        }
        return out.toByteArray();
    }

    static IdRow decode(byte @Nullable [] row) {
        if (row == null) {
            return NONE;
        }
        RowReader in = new RowReader(row);
        in.version(VERSION);
        int count = in.integer();
        List<Seen> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            runs.add(new Seen(in.integer(), in.number(), Instant.ofEpochMilli(in.number())));
        }
        return new IdRow(runs);
    }
}

package dev.strand.status.table;

import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who owned and owns the partition, and where in the log each fence stands. After a crash facts are
 * read again that stand before a fence which is already in the store: for them it must not count.
 *
 * @param ownership as of the last record read
 * @param fencedAt offset in {@code strand.status} of the fence of each dead ownership
 */
record OwnershipRow(Ownership ownership, Map<OwnerKey, Long> fencedAt) {
    static final OwnershipRow NONE = new OwnershipRow(Ownership.NONE, Map.of());

    private static final int VERSION = 1;

    /** The ownership with only those fences that stand below an offset. */
    Ownership before(long offset) {
        if (fencedAt.values().stream().allMatch(at -> at < offset)) {
            return ownership;
        }
        Set<OwnerKey> dead = new HashSet<>(ownership.dead());
        dead.removeIf(key -> fencedAt.getOrDefault(key, -1L) >= offset);
        return new Ownership(
                ownership.epoch(), ownership.owner(), ownership.holders(), Set.copyOf(dead));
    }

    /** With what the record at an offset made of it. Fences are never taken back. */
    OwnershipRow with(Ownership after, long offset) {
        Map<OwnerKey, Long> fences = new HashMap<>(fencedAt);
        after.dead().forEach(key -> fences.merge(key, offset, Math::min));
        Ownership all =
                new Ownership(
                        after.epoch(), after.owner(), after.holders(), Set.copyOf(fences.keySet()));
        return new OwnershipRow(all, Map.copyOf(fences));
    }

    byte[] encode() {
        RowWriter out = new RowWriter(256).octet(VERSION).number(ownership.epoch());
        OwnerKey owner = ownership.owner();
        out.octet(owner == null ? 0 : 1);
        if (owner != null) {
            write(out, owner);
        }
        out.number(ownership.holders().size());
        ownership.holders().values().forEach(holder -> write(out, holder));
        out.number(fencedAt.size());
        fencedAt.forEach((key, at) -> {
            write(out, key);
            out.number(at);
        });
        return out.toByteArray();
    }

    static OwnershipRow decode(byte @Nullable [] row) {
        if (row == null) {
            return NONE;
        }
        RowReader in = new RowReader(row);
        in.version(VERSION);
        long epoch = in.number();
        OwnerKey owner = in.octet() == 0 ? null : key(in);
        Map<Long, Holder> holders = new TreeMap<>();
        int count = in.integer();
        for (int i = 0; i < count; i++) {
            Holder holder = holder(in);
            holders.put(holder.key().epoch(), holder);
        }
        Map<OwnerKey, Long> fences = new HashMap<>();
        int fenced = in.integer();
        for (int i = 0; i < fenced; i++) {
            fences.put(key(in), in.number());
        }
        Set<OwnerKey> dead = Set.copyOf(fences.keySet());
        return new OwnershipRow(new Ownership(epoch, owner, holders, dead), Map.copyOf(fences));
    }

    private static void write(RowWriter out, OwnerKey key) {
        out.number(key.epoch()).text(key.nonce());
    }

    private static OwnerKey key(RowReader in) {
        return new OwnerKey(in.number(), in.text());
    }

    private static void write(RowWriter out, Holder holder) {
        write(out, holder.key());
        out.text(holder.instance()).number(holder.number()).octet(holder.closed() ? 1 : 0);
        out.number(holder.running().size());
        for (Running running : holder.running()) {
            RunId run = running.run();
            out.text(run.groupId()).text(run.taskId()).number(run.run());
            out.number(run.sequence()).number(run.origin());
            out.number(running.token().epoch()).number(running.token().attempt());
        }
    }

    private static Holder holder(RowReader in) {
        OwnerKey key = key(in);
        String instance = in.text();
        long number = in.number();
        boolean closed = in.octet() == 1;
        int count = in.integer();
        List<Running> running = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            RunId run = new RunId(in.text(), in.text(), in.integer(), in.number(), in.number());
            running.add(new Running(run, new Token(in.number(), in.integer())));
        }
        return new Holder(key, instance, number, closed, running);
    }
}

package dev.strand.processor.checkpoint;

import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.Ownership;
import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.fold.Seen;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.Token;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The stored form of everything but the runs: ownership, groups, pending commands, remembered ids.
 */
final class ControlFormat {
    /** What the values look like, written with the position: another number at each change. */
    private static final byte FORMAT = 2;

    private ControlFormat() {}

    static byte[] write(long position) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(FORMAT).putLong(position).array();
    }

    /** The position; a checkpoint in another format is refused, and not taken for another. */
    static long position(byte[] value) {
        if (value.length != 1 + Long.BYTES || value[0] != FORMAT) {
            throw new IllegalStateException(
                    "the checkpoint must have format %d, got another; run the version of Strand that wrote it, or begin with empty topics"
                            .formatted(FORMAT));
        }
        return ByteBuffer.wrap(value).getLong(1);
    }

    static byte[] write(Ownership ownership) {
        return Fields.write(out -> {
            out.writeLong(ownership.epoch());
            out.writeBoolean(ownership.owner() != null);
            if (ownership.owner() != null) {
                key(out, ownership.owner());
            }
            out.writeInt(ownership.holders().size());
            for (Holder holder : ownership.holders().values()) {
                holder(out, holder);
            }
            out.writeInt(ownership.dead().size());
            for (OwnerKey dead : ownership.dead()) {
                key(out, dead);
            }
        });
    }

    static Ownership ownership(byte[] value) {
        return Fields.read(
                value,
                in -> {
                    long epoch = in.readLong();
                    OwnerKey owner = in.readBoolean() ? key(in) : null;
                    Map<Long, Holder> holders = new TreeMap<>();
                    for (int left = in.readInt(); left > 0; left--) {
                        Holder holder = holder(in);
                        holders.put(holder.key().epoch(), holder);
                    }
                    Set<OwnerKey> dead = new HashSet<>();
                    for (int left = in.readInt(); left > 0; left--) {
                        dead.add(key(in));
                    }
                    return new Ownership(epoch, owner, holders, Set.copyOf(dead));
                });
    }

    private static void holder(DataOutputStream out, Holder holder) throws IOException {
        key(out, holder.key());
        Fields.text(out, holder.instance());
        out.writeLong(holder.number());
        out.writeBoolean(holder.closed());
        out.writeInt(holder.running().size());
        for (Running running : holder.running()) {
            EntryFormat.run(out, running.run());
            out.writeLong(running.token().epoch());
            out.writeInt(running.token().attempt());
        }
    }

    private static Holder holder(DataInputStream in) throws IOException {
        OwnerKey key = key(in);
        String instance = Fields.text(in);
        long number = in.readLong();
        boolean closed = in.readBoolean();
        List<Running> running = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            RunId run = EntryFormat.run(in);
            running.add(new Running(run, new Token(in.readLong(), in.readInt())));
        }
        return new Holder(key, instance, number, closed, List.copyOf(running));
    }

    private static void key(DataOutputStream out, OwnerKey key) throws IOException {
        out.writeLong(key.epoch());
        Fields.text(out, key.nonce());
    }

    private static OwnerKey key(DataInputStream in) throws IOException {
        return new OwnerKey(in.readLong(), Fields.text(in));
    }

    static byte[] write(GroupState group) {
        return Fields.write(out -> {
            out.writeBoolean(group.paused());
            out.writeLong(group.command());
            Fields.optionalText(out, group.reason());
            Fields.optionalText(out, group.by());
            Fields.optionalInstant(out, group.since());
            out.writeBoolean(group.parkedBy() != null);
            if (group.parkedBy() != null) {
                EntryFormat.run(out, group.parkedBy());
            }
            out.writeLong(group.purged());
        });
    }

    static GroupState group(byte[] value) {
        return Fields.read(
                value,
                in ->
                        new GroupState(
                                in.readBoolean(),
                                in.readLong(),
                                Fields.optionalText(in),
                                Fields.optionalText(in),
                                Fields.optionalInstant(in),
                                in.readBoolean() ? EntryFormat.run(in) : null,
                                in.readLong()));
    }

    static byte[] write(Seen seen) {
        return Fields.write(out -> {
            out.writeInt(seen.run());
            out.writeLong(seen.sequence());
            Fields.instant(out, seen.at());
        });
    }

    static Seen seen(byte[] value) {
        return Fields.read(value, in -> new Seen(in.readInt(), in.readLong(), Fields.instant(in)));
    }

    static byte[] write(PendingCommand pending) {
        return Fields.write(out -> {
            out.writeLong(pending.offset());
            out.writeBoolean(pending.target() != null);
            if (pending.target() != null) {
                EntryFormat.run(out, pending.target());
            }
            CommandFormat.write(out, pending.command());
        });
    }

    static PendingCommand pending(byte[] value) {
        return Fields.read(
                value,
                in -> {
                    long offset = in.readLong();
                    RunId target = in.readBoolean() ? EntryFormat.run(in) : null;
                    return new PendingCommand(offset, CommandFormat.read(in), target);
                });
    }
}

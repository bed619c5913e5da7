package dev.strand.status.query;

import dev.strand.status.fleet.Wire;
import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.table.GroupRow;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.TaskRowCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** How instances write tasks, groups and parts of lists to each other. */
public final class Rows {
    private Rows() {}

    /** Writes a task. */
    public static void writeTask(DataOutputStream out, FoundTask task) throws IOException {
        out.writeInt(task.partition());
        writeRow(out, task.row());
    }

    /** Reads a task. */
    public static FoundTask readTask(DataInputStream in) throws IOException {
        return new FoundTask(in.readInt(), readRow(in));
    }

    private static void writeRow(DataOutputStream out, TaskRow row) throws IOException {
        Wire.writeText(out, row.id().groupId());
        out.writeLong(row.id().sequence());
        Wire.writeBytes(out, TaskRowCodec.encode(row));
    }

    private static TaskRow readRow(DataInputStream in) throws IOException {
        String groupId = Wire.readText(in);
        long sequence = in.readLong();
        return TaskRowCodec.decode(groupId, sequence, Wire.readBytes(in));
    }

    /** Writes a group. */
    public static void writeGroup(DataOutputStream out, FoundGroup group) throws IOException {
        out.writeInt(group.partition());
        Wire.writeText(out, group.groupId());
        Wire.writeBytes(out, group.row().encode());
        TaskRow head = group.head();
        out.writeBoolean(head != null);
        if (head != null) {
            writeRow(out, head);
        }
    }

    /** Reads a group. */
    public static FoundGroup readGroup(DataInputStream in) throws IOException {
        int partition = in.readInt();
        String groupId = Wire.readText(in);
        GroupRow row = GroupRow.decode(Wire.readBytes(in));
        @Nullable TaskRow head = in.readBoolean() ? readRow(in) : null;
        return new FoundGroup(partition, groupId, row, head);
    }

    static <T> void writeSlice(DataOutputStream out, Slice<T> slice, Wire.Writing<T> writing)
            throws IOException {
        Wire.writeList(
                out,
                slice.items(),
                (to, item) -> {
                    Wire.writeKey(to, item.key());
                    writing.write(to, item.value());
                });
        Wire.writeKey(out, slice.reached());
        out.writeLong(slice.total());
    }

    static <T> Slice<T> readSlice(DataInputStream in, Wire.Reading<T> reading) throws IOException {
        var items =
                Wire.readList(
                        in,
                        from ->
                                new Slice.Item<>(
                                        Bytes.wrap(Wire.readBytes(from)), reading.read(from)));
        Bytes reached = Wire.readOptionalKey(in);
        return new Slice<>(items, reached, in.readLong());
    }
}

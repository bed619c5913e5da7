package dev.strand.processor.checkpoint;

import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskRecord.Command;
import dev.strand.core.log.TaskRecord.Hasten;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Purge;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskRecord.Unpark;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.UnparkAction;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** The stored form of a command that waits for its effect. */
final class CommandFormat {
    private CommandFormat() {}

    static void write(DataOutputStream out, Command command) throws IOException {
        Fields.text(out, command.groupId());
        Fields.optionalText(out, command.by());
        switch (command) {
            case Cancel c -> {
                out.writeByte('c');
                Fields.text(out, c.taskId());
                out.writeLong(c.sequence());
            }
            case Hasten h -> {
                out.writeByte('n');
                Fields.text(out, h.taskId());
                out.writeLong(h.sequence());
                out.writeInt(h.run());
                out.writeInt(h.attempt());
            }
            case Pause p -> {
                out.writeByte('p');
                Fields.optionalText(out, p.reason());
            }
            case Resume r -> out.writeByte('r');
            case Unpark u -> {
                out.writeByte('u');
                Fields.text(out, u.action().name());
                Fields.optionalText(out, u.taskId());
                out.writeInt(u.run());
            }
            case Purge p -> {
                out.writeByte('x');
                Fields.optionalText(out, p.reason());
            }
            case Clear c -> {
                out.writeByte('h');
                out.writeByte(c.statuses().size());
                for (TaskStatus status : c.statuses()) {
                    Fields.text(out, status.name());
                }
                Fields.instant(out, c.before());
            }
            case Retry r ->
                    throw new IllegalStateException(
                            "a retry is a submission or an unpark and is never pending: " + r);
        }
    }

    static Command read(DataInputStream in) throws IOException {
        String groupId = Fields.text(in);
        String by = Fields.optionalText(in);
        byte kind = in.readByte();
        return switch (kind) {
            case 'c' -> new Cancel(groupId, Fields.text(in), in.readLong(), by);
            case 'n' ->
                    new Hasten(
                            groupId,
                            Fields.text(in),
                            in.readLong(),
                            in.readInt(),
                            in.readInt(),
                            by);
            case 'p' -> new Pause(groupId, Fields.optionalText(in), by);
            case 'r' -> new Resume(groupId, by);
            case 'u' ->
                    new Unpark(
                            groupId,
                            UnparkAction.valueOf(Fields.text(in)),
                            Fields.optionalText(in),
                            in.readInt(),
                            by);
            case 'x' -> new Purge(groupId, Fields.optionalText(in), by);
            case 'h' -> new Clear(statuses(in), Fields.instant(in), by);
            default -> throw new IOException("unknown kind of command: " + kind);
        };
    }

    private static Set<TaskStatus> statuses(DataInputStream in) throws IOException {
        EnumSet<TaskStatus> statuses = EnumSet.noneOf(TaskStatus.class);
        for (int left = in.readByte(); left > 0; left--) {
            statuses.add(TaskStatus.valueOf(Fields.text(in)));
        }
        return Set.copyOf(statuses);
    }
}

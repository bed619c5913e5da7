package dev.strand.schemas.task;

import static java.util.Objects.requireNonNull;

import dev.strand.core.log.Task;
import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.json.FieldNames;
import dev.strand.schemas.json.JsonInput;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.schemas.task.CommandReader.Command;
import dev.strand.schemas.task.CommandReader.Kind;
import org.jspecify.annotations.Nullable;

/** From what a command's fields say to its record, and back. */
final class CommandRecords {
    private static final int TYPICAL_BYTES = 256;

    private CommandRecords() {}

    /** The record, or null where the group is missing or contradicts itself, which is refused. */
    static @Nullable TaskRecord of(
            JsonInput input, Command command, GroupOfRecord group, RecordContext context) {
        return switch (command.kind()) {
            case CANCEL -> {
                String taskId = requireNonNull(command.taskId());
                yield new TaskRecord.Cancel(
                        group.of(input, "groupId", command.groupId(), taskId),
                        taskId,
                        command.by());
            }
            case RETRY -> retry(input, command, group, context);
            case PAUSE -> {
                String groupId = groupId(input, command, group);
                yield groupId == null
                        ? null
                        : new TaskRecord.Pause(groupId, command.reason(), command.by());
            }
            case RESUME -> {
                String groupId = groupId(input, command, group);
                yield groupId == null ? null : new TaskRecord.Resume(groupId, command.by());
            }
        };
    }

    private static @Nullable String groupId(JsonInput input, Command command, GroupOfRecord group) {
        if (group.key() == null && command.groupId() == null) {
            input.refuse(
                    "groupId",
                    "is required by the command " + FieldNames.nameOf(command.kind()),
                    "use the group id as record key",
                    null);
            return null;
        }
        return group.of(input, "groupId", command.groupId(), "");
    }

    private static TaskRecord retry(
            JsonInput input, Command command, GroupOfRecord group, RecordContext context) {
        TaskSubmission submission = requireNonNull(command.task());
        String taskId = requireNonNull(submission.taskId());
        String given = submission.groupId() == null ? command.groupId() : submission.groupId();
        String groupId = group.of(input, "groupId", given, taskId);
        if (command.groupId() != null && !command.groupId().equals(groupId)) {
            input.refuse(
                    "groupId",
                    "must equal task.groupId",
                    "leave one of them out",
                    command.groupId());
        }
        String traceparent = TaskRules.traceparent(context.traceparent());
        Task task = submission.toTask(groupId, taskId, context.recordTime(), traceparent);
        return new TaskRecord.Retry(task, command.run(), command.by());
    }

    /** The value of a command's record. */
    static byte[] encode(TaskRecord.Command command) {
        return switch (command) {
            case TaskRecord.Cancel cancel ->
                    end(begin(TYPICAL_BYTES, Kind.CANCEL).field("taskId", cancel.taskId()), cancel);
            case TaskRecord.Retry retry -> end(task(retry), retry);
            case TaskRecord.Pause pause -> {
                JsonWriter json = begin(TYPICAL_BYTES, Kind.PAUSE);
                yield end(
                        pause.reason() == null ? json : json.field("reason", pause.reason()),
                        pause);
            }
            case TaskRecord.Resume resume -> end(begin(TYPICAL_BYTES, Kind.RESUME), resume);
        };
    }

    private static JsonWriter task(TaskRecord.Retry retry) {
        JsonWriter json = begin(SubmissionWriter.sizeEstimateBytes(retry.task()), Kind.RETRY);
        json.field("run", retry.run()).name("task").beginObject();
        json.field("taskId", retry.task().taskId());
        SubmissionWriter.writeFields(json, retry.task());
        return json.endObject();
    }

    private static JsonWriter begin(int sizeBytes, Kind kind) {
        return new JsonWriter(sizeBytes).beginObject().field("command", FieldNames.nameOf(kind));
    }

    private static byte[] end(JsonWriter json, TaskRecord.Command command) {
        String by = command.by();
        return (by == null ? json : json.field("by", by)).endObject().toByteArray();
    }
}

package dev.strand.schemas.task;

import static java.util.Objects.requireNonNull;

import dev.strand.core.log.Task;
import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.json.FieldNames;
import dev.strand.schemas.json.JsonInput;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.schemas.task.CommandReader.Command;
import dev.strand.schemas.task.CommandReader.Kind;
import java.util.TreeSet;
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
                        command.details().sequence(),
                        command.by());
            }
            case HASTEN -> {
                String taskId = requireNonNull(command.taskId());
                yield new TaskRecord.Hasten(
                        group.of(input, "groupId", command.groupId(), taskId),
                        taskId,
                        command.details().sequence(),
                        command.run(),
                        command.details().attempt(),
                        command.by());
            }
            case RETRY -> retry(input, command, group, context);
            case PAUSE, RESUME, UNPARK, PURGE -> {
                String groupId = groupId(input, command, group);
                yield groupId == null ? null : toGroup(command, groupId);
            }
            case CLEAR ->
                    new TaskRecord.Clear(
                            command.details().statuses(),
                            requireNonNull(command.details().before()),
                            command.by());
        };
    }

    private static TaskRecord toGroup(Command command, String groupId) {
        return switch (command.kind()) {
            case PAUSE -> new TaskRecord.Pause(groupId, command.reason(), command.by());
            case RESUME -> new TaskRecord.Resume(groupId, command.by());
            case PURGE -> new TaskRecord.Purge(groupId, command.reason(), command.by());
            case UNPARK -> unpark(command, groupId);
            case CANCEL, RETRY, HASTEN, CLEAR ->
                    throw new IllegalArgumentException("not to a group: " + command.kind());
        };
    }

    private static TaskRecord unpark(Command command, String groupId) {
        return new TaskRecord.Unpark(
                groupId,
                requireNonNull(command.details().action()),
                command.taskId(),
                command.taskId() == null || !command.hasRun() ? 0 : command.run(),
                command.by());
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
        return new TaskRecord.Retry(
                task, command.run(), command.details().isInPlace(), command.by());
    }

    /** The value of a command's record. */
    static byte[] encode(TaskRecord.Command command) {
        return switch (command) {
            case TaskRecord.Cancel cancel -> end(cancel(cancel), cancel);
            case TaskRecord.Hasten hasten -> end(hasten(hasten), hasten);
            case TaskRecord.Retry retry -> end(task(retry), retry);
            case TaskRecord.Pause pause -> end(reason(begin(Kind.PAUSE), pause.reason()), pause);
            case TaskRecord.Resume resume -> end(begin(Kind.RESUME), resume);
            case TaskRecord.Purge purge -> end(reason(begin(Kind.PURGE), purge.reason()), purge);
            case TaskRecord.Unpark unpark -> end(unpark(unpark), unpark);
            case TaskRecord.Clear clear -> end(clear(clear), clear);
        };
    }

    private static JsonWriter cancel(TaskRecord.Cancel cancel) {
        JsonWriter json = begin(Kind.CANCEL).field("taskId", cancel.taskId());
        return cancel.sequence() < 0 ? json : json.field("sequence", cancel.sequence());
    }

    private static JsonWriter hasten(TaskRecord.Hasten hasten) {
        return begin(Kind.HASTEN)
                .field("taskId", hasten.taskId())
                .field("sequence", hasten.sequence())
                .field("run", hasten.run())
                .field("attempt", hasten.attempt());
    }

    private static JsonWriter reason(JsonWriter json, @Nullable String reason) {
        return reason == null ? json : json.field("reason", reason);
    }

    private static JsonWriter unpark(TaskRecord.Unpark unpark) {
        JsonWriter json = begin(Kind.UNPARK).field("action", unpark.action().name());
        if (unpark.taskId() != null) {
            json.field("taskId", unpark.taskId());
        }
        return unpark.run() == 0 ? json : json.field("run", unpark.run());
    }

    private static JsonWriter clear(TaskRecord.Clear clear) {
        JsonWriter json = begin(Kind.CLEAR).name("statuses").beginArray();
        new TreeSet<>(clear.statuses()).forEach(status -> json.element(status.name()));
        return json.endArray().field("before", clear.before());
    }

    private static JsonWriter task(TaskRecord.Retry retry) {
        JsonWriter json = begin(SubmissionWriter.sizeEstimateBytes(retry.task()), Kind.RETRY);
        json.field("run", retry.run());
        if (retry.isInPlace()) {
            json.field("inPlace", true);
        }
        json.name("task").beginObject();
        json.field("taskId", retry.task().taskId());
        SubmissionWriter.writeFields(json, retry.task());
        return json.endObject();
    }

    private static JsonWriter begin(Kind kind) {
        return begin(TYPICAL_BYTES, kind);
    }

    private static JsonWriter begin(int sizeBytes, Kind kind) {
        return new JsonWriter(sizeBytes).beginObject().field("command", FieldNames.nameOf(kind));
    }

    private static byte[] end(JsonWriter json, TaskRecord.Command command) {
        String by = command.by();
        return (by == null ? json : json.field("by", by)).endObject().toByteArray();
    }
}

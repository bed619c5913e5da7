package dev.strand.status.control;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.Reserved;
import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.UnparkAction;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.task.TaskSubmission;
import dev.strand.status.config.StatusConfig;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.query.FoundTask;
import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.query.Json;
import dev.strand.status.table.Asked;
import dev.strand.status.table.TaskRow;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks processors to do something with tasks and groups. What the state of now does not allow is
 * refused with 409; whatever happens between this look and the command, the fold decides. For use
 * by several threads.
 */
@Singleton
public class Controls {
    private final CommandLog log;
    private final TaskCodec codec;

    Controls(CommandLog log, StatusConfig config) {
        this.log = log;
        this.codec = new TaskCodec(config.maxPayloadBytes());
    }

    /**
     * Who asks and why, for people.
     *
     * @param reason why, or null
     * @param by who, or null
     */
    public record Remark(@Nullable String reason, @Nullable String by) {}

    /** Cancels the newest run of a task. */
    public CompletableFuture<Accepted> cancel(FoundTask task, Remark remark) {
        Allowance.check(task, Action.CANCEL);
        TaskRow row = task.row();
        return send(
                Action.CANCEL,
                task.partition(),
                row.id().taskId(),
                new TaskRecord.Cancel(
                        row.id().groupId(), row.id().taskId(), row.id().sequence(), remark.by()));
    }

    /**
     * Runs a task again that has ended, at the tail of its group and without its old due times; one
     * that waits for its next attempt is not made to wait any longer.
     *
     * @throws ProblemException 409 where its failure holds its group: there it would wait behind
     *     itself, and run twice once the group is unparked with RETRY
     */
    public CompletableFuture<Accepted> retry(FoundTask task, Remark remark) {
        Allowance.check(task, Action.RETRY);
        Allowance.checkAtTail(task);
        TaskRow row = task.row();
        if (row.status() == TaskStatus.RETRYING) {
            return send(Action.RETRY, task.partition(), row.id().taskId(), hasten(row, remark));
        }
        return send(
                Action.RETRY,
                task.partition(),
                row.id().taskId(),
                new TaskRecord.Retry(again(row), row.id().run() + 1, remark.by()));
    }

    private static TaskRecord hasten(TaskRow row, Remark remark) {
        return new TaskRecord.Hasten(
                row.id().groupId(),
                row.id().taskId(),
                row.id().sequence(),
                row.id().run(),
                row.state().attempts(),
                remark.by());
    }

    /** Holds the tasks of a group. */
    public CompletableFuture<Accepted> pause(FoundGroup group, Remark remark) {
        Allowance.check(group, Action.PAUSE);
        return send(
                Action.PAUSE,
                group.partition(),
                null,
                new TaskRecord.Pause(group.groupId(), remark.reason(), remark.by()));
    }

    /** Undoes that. */
    public CompletableFuture<Accepted> resume(FoundGroup group, Remark remark) {
        Allowance.check(group, Action.RESUME);
        return send(
                Action.RESUME,
                group.partition(),
                null,
                new TaskRecord.Resume(group.groupId(), remark.by()));
    }

    /**
     * Runs a task again that has failed, in the place of the run that parked its group. Where the
     * group is not parked by it any more when the command is carried out, nothing happens.
     *
     * @throws ProblemException 409 where it is not parked by it now
     */
    public CompletableFuture<Accepted> retryInPlace(FoundTask task, Remark remark) {
        Allowance.check(task, Action.RETRY);
        TaskRow row = task.row();
        Allowance.checkInPlace(task);
        return send(
                Action.RETRY,
                task.partition(),
                row.id().taskId(),
                new TaskRecord.Retry(again(row), row.id().run() + 1, true, remark.by()));
    }

    /** Lets a group go on that a failure has parked. */
    public CompletableFuture<Accepted> unpark(
            FoundGroup group, UnparkAction action, Remark remark) {
        Allowance.check(group, Action.UNPARK);
        RunId parkedBy = group.row().state().parkedBy();
        return send(
                Action.UNPARK,
                group.partition(),
                parkedBy == null ? null : parkedBy.taskId(),
                new TaskRecord.Unpark(
                        group.groupId(),
                        action,
                        parkedBy == null ? null : parkedBy.taskId(),
                        parkedBy == null ? 0 : parkedBy.run(),
                        remark.by()));
    }

    /** Ends all tasks of a group that have not started. */
    public CompletableFuture<Accepted> purge(FoundGroup group, Remark remark) {
        Allowance.check(group, Action.PURGE);
        return send(
                Action.PURGE,
                group.partition(),
                null,
                new TaskRecord.Purge(group.groupId(), remark.reason(), remark.by()));
    }

    /** Holds all tasks of a type, in every partition; whether or not any is known. */
    public CompletableFuture<List<Accepted>> pauseType(String type, Remark remark) {
        return broadcast(
                Action.PAUSE,
                new TaskRecord.Pause(Reserved.ofType(type), remark.reason(), remark.by()));
    }

    /** Undoes that. */
    public CompletableFuture<List<Accepted>> resumeType(String type, Remark remark) {
        return broadcast(Action.RESUME, new TaskRecord.Resume(Reserved.ofType(type), remark.by()));
    }

    /** Holds all tasks. */
    public CompletableFuture<List<Accepted>> pauseAll(Remark remark) {
        return broadcast(
                Action.PAUSE, new TaskRecord.Pause(Reserved.ALL, remark.reason(), remark.by()));
    }

    /** Undoes that; groups and types that were paused by themselves stay so. */
    public CompletableFuture<List<Accepted>> resumeAll(Remark remark) {
        return broadcast(Action.RESUME, new TaskRecord.Resume(Reserved.ALL, remark.by()));
    }

    /**
     * Forgets tasks that have ended.
     *
     * @param statuses how they ended; at least one, terminal ones only
     * @param before and when: earlier than this
     */
    public CompletableFuture<List<Accepted>> clear(
            Set<TaskStatus> statuses, Instant before, Remark remark) {
        return broadcast(Action.CLEAR, new TaskRecord.Clear(statuses, before, remark.by()));
    }

    private CompletableFuture<List<Accepted>> broadcast(Action action, TaskRecord command) {
        return log.broadcast(command)
                .thenApply(places ->
                        places.stream()
                                .map(at ->
                                        new Accepted(
                                                action.word(),
                                                command.groupId(),
                                                null,
                                                at.partition(),
                                                at.offset()))
                                .toList());
    }

    private CompletableFuture<Accepted> send(
            Action action, int partition, @Nullable String taskId, TaskRecord command) {
        return log.append(partition, command)
                .thenApply(at ->
                        new Accepted(
                                action.word(),
                                command.groupId(),
                                taskId,
                                at.partition(),
                                at.offset()));
    }

    /** The task as it was submitted, but for its due times, which are past. */
    private Task again(TaskRow row) {
        Asked asked = row.shown();
        JsonWriter json = new JsonWriter(256 + asked.payload().sizeBytes()).beginObject();
        json.field("taskId", row.id().taskId()).field("type", asked.type());
        json.field("payload", asked.payload()).endObject();
        RawJson whole = Json.merged(List.of(RawJson.ofUtf8(json.toByteArray()), asked.options()));
        TaskSubmission submission = codec.decodeSubmission(whole.utf8()).orThrow();
        return new Task(
                row.id().groupId(),
                row.id().taskId(),
                asked.type(),
                asked.payload(),
                submission.options().withoutDueTimes(),
                Instant.ofEpochMilli(asked.submittedAtMillis()),
                null);
    }
}

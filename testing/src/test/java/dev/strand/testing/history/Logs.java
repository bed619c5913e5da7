package dev.strand.testing.history;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.Decoded;
import dev.strand.testing.trace.Execution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the two logs of one partition by hand: every record one millisecond after the one before
 * it.
 */
public final class Logs {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<LoggedTask> tasks = new ArrayList<>();
    private final List<LoggedStatus> status = new ArrayList<>();
    private long millis;

    /** The time of the record written last. */
    public Instant now() {
        return START.plusMillis(millis);
    }

    /** Accepts a task and returns its first execution, of epoch 1. */
    public Execution submit(String groupId, String taskId) {
        long offset = tasks.size();
        Instant at = tick();
        Task task = new Task(groupId, taskId, "demo", RawJson.NULL, TaskOptions.DEFAULT, at, null);
        tasks.add(new LoggedTask(offset, at, new Decoded.Ok<>(new TaskRecord.Submission(task))));
        return new Execution(groupId, taskId, 1, offset, 1, token(1, offset, 1));
    }

    /** The next attempt of an execution, in another epoch or the same. */
    public static Execution next(Execution execution, long epoch) {
        int attempt = execution.attempt() + 1;
        return new Execution(
                execution.groupId(),
                execution.taskId(),
                execution.run(),
                execution.sequence(),
                attempt,
                token(epoch, execution.sequence(), attempt));
    }

    private static String token(long epoch, long sequence, int attempt) {
        return epoch + "." + (sequence * 100 + attempt);
    }

    /** Claims the partition. */
    public void claim(long epoch) {
        append(new Owner(key(epoch), OwnerKind.CLAIM, 0, "tester", false, List.of()));
    }

    /** Makes later facts of an epoch void. */
    public void fence(long epoch) {
        append(new StatusRecord.Fence(key(epoch)));
    }

    /** Says what became of an execution. */
    public void fact(Execution execution, FactStatus what) {
        RunId run =
                RunId.at(
                        execution.groupId(),
                        execution.taskId(),
                        execution.run(),
                        execution.sequence());
        Instant at = START.plusMillis(millis + 1);
        FactDetails details = new FactDetails(null, at, "tester", null, null, null, null, null);
        append(
                new Fact(
                        run,
                        key(execution.fencingToken().epoch()),
                        execution.attempt(),
                        what,
                        details));
    }

    /** What readers conclude. */
    public History history() {
        return History.of(List.of(new PartitionLogs(0, tasks, status)));
    }

    private void append(StatusRecord record) {
        long offset = status.size();
        status.add(new LoggedStatus(offset, tick(), new Decoded.Ok<>(record)));
    }

    private Instant tick() {
        millis++;
        return now();
    }

    private static OwnerKey key(long epoch) {
        return new OwnerKey(epoch, "nonce-" + epoch);
    }
}

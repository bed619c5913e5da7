package dev.strand.testing.model;

import dev.strand.core.log.OnFailure;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.retry.RetryPolicy;
import dev.strand.testing.model.GroupStory.Asked;
import dev.strand.testing.model.GroupStory.Effect;
import dev.strand.testing.model.GroupStory.End;
import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.TraceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A story told by hand, one second after the other. */
final class Tale {
    static final String GROUP = "g";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Asked> asked = new ArrayList<>();
    private final Map<RunId, End> ends = new HashMap<>();
    private final Map<Long, Effect> effects = new HashMap<>();
    private final List<TraceEvent> events = new ArrayList<>();
    private int seconds;

    Instant now() {
        return START.plusSeconds(seconds);
    }

    /** Asks for something; the answer is its offset. */
    long ask(TaskRecord record) {
        seconds++;
        long offset = asked.size();
        asked.add(new Asked(offset, now(), record));
        return offset;
    }

    /** A task that succeeds. */
    RunId submit(String taskId) {
        return submit(taskId, new Script(0, 0, 0, false), OnFailure.CONTINUE);
    }

    /** A task that succeeds unless it has not started within so many seconds. */
    RunId expiring(String taskId, int seconds) {
        return submit(
                taskId,
                new Script(0, 0, 0, false),
                OnFailure.CONTINUE,
                null,
                now().plusSeconds(seconds));
    }

    RunId submit(String taskId, Script script, OnFailure onFailure) {
        return submit(taskId, script, onFailure, null, null);
    }

    RunId submit(
            String taskId,
            Script script,
            OnFailure onFailure,
            @Nullable Instant notBefore,
            @Nullable Instant expiresAt) {
        Task task = task(taskId, script, onFailure, notBefore, expiresAt);
        return RunId.at(GROUP, taskId, 1, ask(new TaskRecord.Submission(task)));
    }

    Task task(
            String taskId,
            Script script,
            OnFailure onFailure,
            @Nullable Instant notBefore,
            @Nullable Instant expiresAt) {
        RetryPolicy retry = new RetryPolicy(3, Duration.ZERO, 1, Duration.ZERO, 0);
        TaskOptions options =
                new TaskOptions(
                        5,
                        notBefore,
                        expiresAt,
                        TaskOptions.DEFAULT_TIMEOUT,
                        retry,
                        onFailure,
                        script.labels());
        return new Task(GROUP, taskId, "demo", RawJson.NULL, options, now(), null);
    }

    void cancel(RunId run) {
        ask(new Cancel(GROUP, run.taskId(), "tester"));
    }

    /** A command has been carried out. */
    void carriedOut(long command, @Nullable RunId unparked) {
        seconds++;
        effects.put(command, new Effect(now(), unparked));
    }

    /** An attempt is made. */
    void attempt(RunId run, int attempt) {
        attempt(run, 1, attempt);
    }

    /** An attempt is made, and its handler returns. */
    void attempt(RunId run, int epoch, int attempt) {
        seconds++;
        Execution execution =
                new Execution(
                        GROUP,
                        run.taskId(),
                        run.run(),
                        run.sequence(),
                        attempt,
                        epoch + "." + attempt);
        events.add(new TraceEvent.Started(execution, "a", now()));
        events.add(new TraceEvent.Ended(execution, "a", now()));
    }

    void end(RunId run, TaskStatus status, int attempt) {
        seconds++;
        ends.put(run, new End(status, attempt, now()));
    }

    /** One attempt, which succeeds. */
    void complete(RunId run) {
        attempt(run, 1);
        end(run, TaskStatus.COMPLETED, 1);
    }

    /** One attempt, which fails for good. */
    void fail(RunId run) {
        attempt(run, 1);
        end(run, TaskStatus.FAILED, 1);
    }

    ModelChecker checker() {
        return checkerAfter(0);
    }

    /** So many times a process ended while it was running something. */
    ModelChecker checkerAfter(int crashes) {
        return new ModelChecker(new GroupStory(GROUP, asked, ends, effects, events), crashes);
    }

    List<String> violations() {
        return checker().violations();
    }
}

package dev.strand.systemtests.program;

import dev.strand.core.log.OnFailure;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.retry.RetryPolicy;
import dev.strand.testing.model.Script;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Tasks that succeed, fail in every way, hang, are due later or too late. */
final class TaskMaker {
    private static final Duration NEVER_DUE = Duration.ofHours(2);

    /** More attempts than a task can lose with processes that are killed. */
    private static final int SPARE_ATTEMPTS = 30;

    private final Random random;

    TaskMaker(Random random) {
        this.random = random;
    }

    /**
     * The next task of a program.
     *
     * @param maybeScheduled whether it may be due later, and so run behind tasks that it precedes
     */
    Task next(String groupId, String taskId, boolean maybeScheduled) {
        int kind = random.nextInt(100);
        if (kind < 56) {
            return task(groupId, taskId, script(0, 0), SPARE_ATTEMPTS, onFailure(), null, null);
        }
        if (kind < 68) {
            Script script = script(1 + random.nextInt(3), 0);
            return task(groupId, taskId, script, SPARE_ATTEMPTS, onFailure(), null, null);
        }
        if (kind < 80) {
            Script script = script(0, 1 + random.nextInt(3));
            return task(groupId, taskId, script, SPARE_ATTEMPTS, onFailure(), null, null);
        }
        if (kind < 85) {
            Script script = script(9, 0);
            return task(groupId, taskId, script, 1 + random.nextInt(3), onFailure(), null, null);
        }
        if (kind < 87) {
            return hanging(groupId, taskId, Duration.ofMillis(500), 2);
        }
        if (kind < 90) {
            return hanging(groupId, taskId, TaskOptions.DEFAULT_TIMEOUT, SPARE_ATTEMPTS);
        }
        return due(groupId, taskId, maybeScheduled ? kind : 96 + kind % 4);
    }

    private Task due(String groupId, String taskId, int kind) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant soon = now.plusMillis(random.nextInt(2_000));
        Instant notBefore =
                switch (kind) {
                    case 90, 91 -> now.plus(NEVER_DUE);
                    case 92, 93, 94, 95 -> soon;
                    default -> null;
                };
        Instant expiresAt = notBefore != null ? null : kind < 98 ? now.minusSeconds(5) : soon;
        return task(
                groupId,
                taskId,
                script(random.nextInt(2), 0),
                SPARE_ATTEMPTS,
                OnFailure.CONTINUE,
                notBefore,
                expiresAt);
    }

    private Task hanging(String groupId, String taskId, Duration timeout, int maxAttempts) {
        // Once it does not hang it takes no time, so that its timeout is not met by chance.
        Script script = new Script(0, 0, 0, true);
        Task task = task(groupId, taskId, script, maxAttempts, onFailure(), null, null);
        TaskOptions was = task.options();
        return new Task(
                groupId,
                taskId,
                task.type(),
                task.payload(),
                new TaskOptions(
                        was.priority(),
                        null,
                        null,
                        timeout,
                        was.retry(),
                        was.onFailure(),
                        was.labels()),
                task.submittedAt(),
                null);
    }

    private OnFailure onFailure() {
        return random.nextInt(2) == 0 ? OnFailure.PARK : OnFailure.CONTINUE;
    }

    private Script script(int failing, int refused) {
        int sleep = random.nextInt(4) == 0 ? random.nextInt(60) : random.nextInt(4);
        return new Script(sleep, failing, refused, false);
    }

    private Task task(
            String groupId,
            String taskId,
            Script script,
            int maxAttempts,
            OnFailure onFailure,
            @Nullable Instant notBefore,
            @Nullable Instant expiresAt) {
        Duration longest = Duration.ofMillis(random.nextInt(6) == 0 ? 1_000 : 200);
        RetryPolicy retry = new RetryPolicy(maxAttempts, longest.dividedBy(10), 2.0, longest, 0.2);
        TaskOptions options =
                new TaskOptions(
                        1 + random.nextInt(10),
                        notBefore,
                        expiresAt,
                        TaskOptions.DEFAULT_TIMEOUT,
                        retry,
                        onFailure,
                        script.labels());
        String type = random.nextInt(3) == 0 ? ScriptedHandler.OTHER : ScriptedHandler.ONE;
        return new Task(groupId, taskId, type, RawJson.of("{}"), options, Instant.now(), null);
    }

    /** The same task once more: without its due times, which are past. */
    static Task again(Task task) {
        return new Task(
                task.groupId(),
                task.taskId(),
                task.type(),
                task.payload(),
                task.options().withoutDueTimes(),
                task.submittedAt(),
                null);
    }
}

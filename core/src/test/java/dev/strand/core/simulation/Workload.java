package dev.strand.core.simulation;

import dev.strand.core.log.OnFailure;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.Reserved;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Clear;
import dev.strand.core.log.TaskRecord.Hasten;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskRecord.Purge;
import dev.strand.core.log.TaskRecord.Resume;
import dev.strand.core.log.TaskRecord.Retry;
import dev.strand.core.log.TaskRecord.Submission;
import dev.strand.core.log.TaskRecord.Unpark;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.UnparkAction;
import dev.strand.core.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What people ask for: submissions, some of them twice, and commands. */
final class Workload {
    private final Simulation world;
    private final RandomGenerator random;
    private final List<Task> submitted = new ArrayList<>();
    private final int groups;
    private int deadly;

    Workload(Simulation world) {
        this.world = world;
        this.random = world.random();
        this.groups = 1 + random.nextInt(3);
    }

    void plan(long horizonNanos) {
        int submissions = 3 + random.nextInt(10);
        for (int i = 0; i < submissions; i++) {
            boolean isAtOnce = random.nextInt(3) == 0;
            long at = isAtOnce ? 0 : random.nextLong(horizonNanos);
            world.at(at, this::submit);
        }
        int commands = random.nextInt(9);
        for (int i = 0; i < commands; i++) {
            world.at(random.nextLong(horizonNanos), this::command);
        }
    }

    private void submit() {
        if (!submitted.isEmpty() && random.nextInt(8) == 0) {
            world.appendTask(new Submission(anyTask()));
            return;
        }
        String groupId = "g" + random.nextInt(groups);
        Kind kind = kind();
        Task task =
                new Task(
                        groupId,
                        groupId + "-" + submitted.size(),
                        kind.name(),
                        RawJson.NULL,
                        options(kind),
                        Clock.wall(world.now()),
                        null);
        submitted.add(task);
        world.appendTask(new Submission(task));
    }

    private Kind kind() {
        int roll = random.nextInt(100);
        if (roll < 6 && deadly < 1) {
            deadly++;
            return Kind.DEADLY;
        }
        return roll < 45
                ? Kind.QUICK
                : roll < 65
                        ? Kind.LONG
                        : roll < 80
                                ? Kind.FLAKY
                                : roll < 84
                                        ? Kind.BROKEN
                                        : roll < 91
                                                ? Kind.STUBBORN
                                                : roll < 94 ? Kind.HANGING : Kind.DISTANT;
    }

    private TaskOptions options(Kind kind) {
        Instant now = Clock.wall(world.now());
        return new TaskOptions(
                1 + random.nextInt(10),
                notBefore(kind, now),
                random.nextInt(15) == 0 ? now.plusMillis(random.nextInt(8_000)) : null,
                kind == Kind.HANGING || random.nextInt(10) == 0
                        ? Duration.ofMillis(1_500)
                        : TaskOptions.DEFAULT_TIMEOUT,
                new RetryPolicy(
                        1 + random.nextInt(3),
                        Duration.ofMillis(random.nextInt(1_500)),
                        2,
                        Duration.ofSeconds(3),
                        0.5),
                random.nextInt(3) == 0 ? OnFailure.PARK : OnFailure.CONTINUE,
                Map.of());
    }

    private @Nullable Instant notBefore(Kind kind, Instant now) {
        if (kind == Kind.DISTANT) {
            return now.plus(Duration.ofDays(1));
        }
        return random.nextInt(10) == 0 ? now.plusMillis(random.nextInt(4_000)) : null;
    }

    private void command() {
        if (submitted.isEmpty()) {
            return;
        }
        Task task = anyTask();
        world.appendTask(
                random.nextBoolean() ? toTask(task) : toGroup(task.groupId(), task.type()));
    }

    private TaskRecord toTask(Task task) {
        int roll = random.nextInt(12);
        if (roll >= 10) {
            return hasten(task);
        }
        return roll < 7
                ? new Cancel(task.groupId(), task.taskId(), null)
                : new Retry(task, 2 + random.nextInt(2), roll == 7, null);
    }

    private TaskRecord hasten(Task task) {
        long place = random.nextInt(submitted.size() + 3);
        int run = 1 + random.nextInt(2);
        return new Hasten(task.groupId(), task.taskId(), place, run, 1 + random.nextInt(2), null);
    }

    private TaskRecord toGroup(String groupId, String type) {
        int roll = random.nextInt(16);
        if (roll > 13) {
            return clear();
        }
        if (roll < 6) {
            UnparkAction action = random.nextInt(3) > 0 ? UnparkAction.RETRY : UnparkAction.SKIP;
            return new Unpark(groupId, action, null);
        }
        if (roll < 8) {
            return new Purge(groupId, null, null);
        }
        String held = roll < 12 ? groupId : roll == 12 ? Reserved.ALL : Reserved.ofType(type);
        return random.nextBoolean() ? new Pause(held, "to see", null) : new Resume(held, null);
    }

    private Clear clear() {
        Set<TaskStatus> statuses = EnumSet.of(TaskStatus.COMPLETED, TaskStatus.CANCELLED);
        if (random.nextBoolean()) {
            statuses.add(TaskStatus.FAILED);
        }
        Instant before = Clock.wall(world.now()).plusMillis(random.nextInt(4_000) - 3_000);
        return new Clear(statuses, before, null);
    }

    void cancelAnything() {
        if (!submitted.isEmpty()) {
            Task task = anyTask();
            world.appendTask(new Cancel(task.groupId(), task.taskId(), null));
        }
    }

    private Task anyTask() {
        return submitted.get(random.nextInt(submitted.size()));
    }
}

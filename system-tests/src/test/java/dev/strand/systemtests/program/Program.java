package dev.strand.systemtests.program;

import dev.strand.core.fold.Entry;
import dev.strand.core.log.OnFailure;
import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.UnparkAction;
import dev.strand.testing.model.LogFollower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A random program: operations on groups of its own, drawn from its seed, spread over a time, and
 * then whatever lets every run end. What is drawn depends on the seed alone; whether a retry, a
 * hasten or a named unpark then has something to name depends on how far Strand is.
 */
final class Program {
    static final String BY = "program";

    private final long seed;
    private final int operations;
    private final Duration lasting;
    private final Asking asking;
    private final LogFollower follower;
    private final Random random;
    private final TaskMaker maker;
    private final List<String> groups = new ArrayList<>();
    private final Map<String, List<Task>> tasks = new HashMap<>();
    private final Map<String, Set<Integer>> retried = new HashMap<>();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    /** Drawn for every operation, whatever becomes of it: which way it is sent. */
    private int way;

    Program(long seed, int operations, Duration lasting, Asking asking, LogFollower follower) {
        this.seed = seed;
        this.operations = operations;
        this.lasting = lasting;
        this.asking = asking;
        this.follower = follower;
        this.random = new Random(seed);
        this.maker = new TaskMaker(random);
        for (int i = 0; i < Math.max(4, operations / 50); i++) {
            groups.add("s%d-g%d".formatted(seed, i));
        }
    }

    long seed() {
        return seed;
    }

    /** The groups that nobody else touches. */
    List<String> groups() {
        return groups;
    }

    /** Half of the groups have no scheduled tasks: theirs run in the order of the log. */
    static boolean isUnscheduled(String group) {
        return (group.charAt(group.length() - 1) & 1) == 0;
    }

    /** Performs the operations. */
    void run() throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < operations; i++) {
            long due = start + lasting.toNanos() / operations * i;
            TimeUnit.NANOSECONDS.sleep(Math.max(due - System.nanoTime(), 0));
            operate(groups.get(random.nextInt(groups.size())), i);
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    private void operate(String group, int number) {
        int kind = random.nextInt(100);
        way = random.nextInt(30);
        List<Task> known = tasks.computeIfAbsent(group, g -> new ArrayList<>());
        boolean isNew = kind < 54 || known.isEmpty();
        Task task = isNew ? maker.next(group, "t" + number, !isUnscheduled(group)) : recent(known);
        if (isNew) {
            known.add(task);
        }
        if (isNew || kind < 57) {
            submit(task);
        } else if (kind < 72) {
            command(new TaskRecord.Cancel(group, task.taskId(), BY));
        } else if (kind < 79) {
            retry(task);
        } else if (kind < 81) {
            hasten();
        } else if (kind < 87) {
            unpark(group);
        } else if (kind < 91) {
            command(new TaskRecord.Pause(group, "because", BY));
        } else if (kind < 98) {
            command(new TaskRecord.Resume(group, BY));
        } else {
            command(new TaskRecord.Purge(group, "because", BY));
        }
    }

    /** Mostly a task that may still be live. */
    private Task recent(List<Task> known) {
        int reach = random.nextInt(5) == 0 ? known.size() : Math.min(known.size(), 8);
        return known.get(known.size() - 1 - random.nextInt(reach));
    }

    private void submit(Task task) {
        TaskRecord.Submission submission = new TaskRecord.Submission(task);
        if (way < 3) {
            asking.submit(submission);
        } else {
            sent.add(asking.append(submission));
        }
    }

    private void command(TaskRecord.Command command) {
        if (way < 10) {
            asking.control(command);
        } else {
            sent.add(asking.append(command));
        }
    }

    /** Each run once, and none that holds its group: that one is retried in its place. */
    private void retry(Task task) {
        Entry newest = follower.newest(task.groupId(), task.taskId());
        if (newest != null
                && newest.state().status().isTerminal()
                && task.options().onFailure() == OnFailure.CONTINUE
                && newest.id().run() < 4
                && retried.computeIfAbsent(
                                task.groupId() + "/" + task.taskId(), t -> new HashSet<>())
                        .add(newest.id().run())) {
            command(new TaskRecord.Retry(TaskMaker.again(task), newest.id().run() + 1, BY));
        }
    }

    /** A task that waits for its next attempt, if there is one, does not wait any longer. */
    private void hasten() {
        groups.stream()
                .flatMap(group -> follower.live(group).stream())
                .map(run -> follower.newest(run.groupId(), run.taskId()))
                .filter(e -> e != null && e.state().status() == TaskStatus.RETRYING)
                .findAny()
                .ifPresent(entry -> command(hasten(entry.id(), entry.state().attempts())));
    }

    private static TaskRecord.Hasten hasten(RunId run, int attempt) {
        return new TaskRecord.Hasten(
                run.groupId(), run.taskId(), run.sequence(), run.run(), attempt, BY);
    }

    private void unpark(String group) {
        RunId parkedBy = follower.parkedBy(group);
        UnparkAction action = random.nextBoolean() ? UnparkAction.RETRY : UnparkAction.SKIP;
        int how = random.nextInt(4);
        if (parkedBy == null || how == 0) {
            command(new TaskRecord.Unpark(group, action, BY));
        } else if (how == 1) {
            Task task =
                    tasks.getOrDefault(group, List.of()).stream()
                            .filter(t -> t.taskId().equals(parkedBy.taskId()))
                            .findFirst()
                            .orElseThrow();
            sent.add(
                    asking.append(
                            new TaskRecord.Retry(
                                    TaskMaker.again(task), parkedBy.run() + 1, true, BY)));
        } else {
            command(new TaskRecord.Unpark(group, action, parkedBy.taskId(), parkedBy.run(), BY));
        }
    }

    /** Lets every run end. */
    void finish() throws Exception {
        new Ending(seed, groups, asking, follower).await();
    }
}

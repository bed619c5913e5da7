package dev.strand.status.table;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.Progress;
import dev.strand.core.log.RawJson;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.OwnerKind;
import dev.strand.core.log.StatusRecord.Unparked;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.UnparkAction;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two logs of one partition as processors would write them: groups in order, retries, cancels,
 * duplicates, take-overs with late facts of fenced owners, pauses, retries by hand.
 */
final class RandomLogs {
    static final Instant START = Instant.parse("2026-11-01T08:00:00Z");
    final List<TaskRecord> tasks = new ArrayList<>();
    final List<StatusRecord> status = new ArrayList<>();
    private static final List<FactStatus> NEXT =
            List.of(
                    FactStatus.PROGRESSED,
                    FactStatus.RETRYING,
                    FactStatus.COMPLETED,
                    FactStatus.COMPLETED,
                    FactStatus.FAILED,
                    FactStatus.CANCELLED);

    private final Random random;
    private final Map<RunId, Attempts> attempts = new HashMap<>();
    private final Map<String, Deque<RunId>> queues = new TreeMap<>();
    private final Map<Long, Task> bySequence = new TreeMap<>();
    private final List<RunId> ended = new ArrayList<>();
    private final Map<String, RunId> parked = new TreeMap<>();
    private OwnerKey owner = new OwnerKey(1, "n1");
    private @Nullable OwnerKey fenced;
    private long records;

    RandomLogs(long seed, int steps) {
        random = new Random(seed);
        claim();
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    static Instant at(long offset) {
        return START.plusMillis(offset * 7);
    }

    private void step() {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> submit();
            case 4 -> duplicate();
            case 5 -> retryByHand();
            case 6 -> takeOver();
            case 7 -> pause();
            case 8 -> lateFact();
            case 9 -> unpark();
            case 13 -> clear();
            default -> run();
        }
    }

    private void submit() {
        String group = "g" + random.nextInt(5);
        add(group, "t" + tasks.size(), 1);
    }

    private void add(String group, String taskId, int run) {
        long sequence = tasks.size();
        Task task = RandomTasks.of(random, group, taskId, sequence);
        bySequence.put(sequence, task);
        boolean isFirst = run == 1;
        tasks.add(isFirst ? new TaskRecord.Submission(task) : new TaskRecord.Retry(task, run, "x"));
        RunId id = RunId.at(group, taskId, run, sequence);
        queues.computeIfAbsent(group, g -> new ArrayDeque<>()).add(id);
    }

    private void duplicate() {
        if (!bySequence.isEmpty()) {
            List<Task> known = List.copyOf(bySequence.values());
            tasks.add(new TaskRecord.Submission(known.get(random.nextInt(known.size()))));
        }
    }

    private void retryByHand() {
        if (!ended.isEmpty()) {
            RunId run = ended.remove(random.nextInt(ended.size()));
            add(run.groupId(), run.taskId(), run.run() + 1);
        }
    }

    private void takeOver() {
        fenced = owner;
        owner = new OwnerKey(owner.epoch() + 1, "n" + random.nextInt(1000));
        claim();
        status.add(new Fence(fenced));
    }

    private void claim() {
        status.add(new Owner(owner, OwnerKind.CLAIM, 0, "processor", false, List.of()));
    }

    private void pause() {
        String group = "g" + random.nextInt(5);
        long command = tasks.size();
        tasks.add(new TaskRecord.Pause(group, "lunch", "ada"));
        status.add(new GroupChange(group, random.nextBoolean(), command, owner, "lunch", "ada"));
    }

    private void unpark() {
        if (parked.isEmpty()) {
            return;
        }
        String group = parked.keySet().iterator().next();
        RunId failed = Objects.requireNonNull(parked.remove(group));
        UnparkAction action = random.nextBoolean() ? UnparkAction.RETRY : UnparkAction.SKIP;
        Unparked unparked = new Unparked(failed, action);
        long command = tasks.size();
        tasks.add(new TaskRecord.Unpark(group, action, "ada"));
        status.add(
                new GroupChange(group, false, command, owner, null, "ada", at(command), unparked));
        if (action == UnparkAction.RETRY) {
            queues.computeIfAbsent(group, g -> new ArrayDeque<>()).addFirst(unparked.next(command));
        }
    }

    private void clear() {
        Set<TaskStatus> statuses = EnumSet.copyOf(TaskStatus.ENDED);
        while (random.nextBoolean()) {
            statuses.remove(List.copyOf(TaskStatus.ENDED).get(random.nextInt(4)));
        }
        OwnerKey by = fenced != null && random.nextInt(5) == 0 ? fenced : owner;
        Instant now = at(10_000 + records++);
        Instant before = now.minusMillis(random.nextInt(200));
        status.add(new Cleared(statuses, before, random.nextInt(3) - 1, by, now, null));
    }

    private void lateFact() {
        OwnerKey dead = fenced;
        RunId head = anyHead();
        if (dead != null && head != null) {
            status.add(fact(head, dead, 1 + attempts(head).number, FactStatus.COMPLETED));
        }
    }

    private void run() {
        RunId head = anyHead();
        if (head == null) {
            return;
        }
        Attempts attempts = attempts(head);
        boolean isRunning = attempts.running != null && attempts.running.equals(owner);
        if (!isRunning && random.nextInt(8) == 0) {
            end(head, fact(head, owner, 0, FactStatus.CANCELLED));
            return;
        }
        if (!isRunning) {
            attempts.number++;
            attempts.running = owner;
            if (random.nextBoolean()) {
                status.add(fact(head, owner, attempts.number, FactStatus.STARTED));
                return;
            }
        }
        FactStatus next = NEXT.get(random.nextInt(NEXT.size()));
        Fact fact = fact(head, owner, attempts.number, next);
        if (next.isTerminal()) {
            end(head, fact);
            return;
        }
        attempts.running = next.endsAttempt() ? null : owner;
        status.add(fact);
        if (random.nextInt(4) == 0) {
            status.add(fact);
        }
    }

    private void end(RunId head, Fact fact) {
        status.add(fact);
        queues.getOrDefault(head.groupId(), new ArrayDeque<>()).remove();
        if (fact.parksGroup()) {
            parked.put(head.groupId(), head);
        } else if (!head.isInPlace()) {
            ended.add(head);
        }
    }

    private Attempts attempts(RunId run) {
        return attempts.computeIfAbsent(run, r -> new Attempts());
    }

    /** How far a run has come. */
    private static final class Attempts {
        int number;
        @Nullable OwnerKey running;
    }

    private @Nullable RunId anyHead() {
        List<RunId> heads = new ArrayList<>();
        queues.forEach((group, queue) -> {
            if (!queue.isEmpty() && !parked.containsKey(group)) {
                heads.add(queue.element());
            }
        });
        return heads.isEmpty() ? null : heads.get(random.nextInt(heads.size()));
    }

    private Fact fact(RunId run, OwnerKey by, int attempt, FactStatus outcome) {
        Instant now = at(10_000 + records++);
        boolean failed = outcome == FactStatus.RETRYING || outcome == FactStatus.FAILED;
        FactDetails details =
                new FactDetails(
                        bySequence.get(run.sequence()),
                        now,
                        "worker-" + by.epoch(),
                        attempt == 0 ? null : now.minusMillis(3),
                        outcome == FactStatus.RETRYING ? now.plusSeconds(1) : null,
                        outcome == FactStatus.COMPLETED ? RawJson.of("{\"ok\":true}") : null,
                        failed ? new TaskError("Boom", "it broke", null) : null,
                        outcome == FactStatus.PROGRESSED ? new Progress(40, "half") : null,
                        outcome == FactStatus.FAILED && random.nextInt(3) == 0);
        return new Fact(run, by, attempt, outcome, details);
    }
}

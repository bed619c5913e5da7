package dev.strand.systemtests.program;

import dev.strand.core.fold.Entry;
import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskRecord;
import dev.strand.core.log.UnparkAction;
import dev.strand.testing.model.LogFollower;
import dev.strand.testing.model.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Lets the runs of one program end: resumes its groups, and sees to those that nothing else ends.
 */
final class Ending {
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(2);
    private static final Duration LATER = Duration.ofMinutes(30);

    private final long seed;
    private final List<String> groups;
    private final Asking asking;
    private final LogFollower follower;
    private final Set<RunId> unparked = new HashSet<>();
    private final Set<RunId> cancelled = new HashSet<>();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    Ending(long seed, List<String> groups, Asking asking, LogFollower follower) {
        this.seed = seed;
        this.groups = List.copyOf(groups);
        this.asking = asking;
        this.follower = follower;
    }

    /** Returns when all have ended; gives up where none of them does for a while. */
    void await() throws Exception {
        awaitReading(Instant.now().plus(LONGEST_STANDSTILL));
        List<String> open = List.copyOf(groups);
        long left = Long.MAX_VALUE;
        Instant limit = Instant.MAX;
        while (!open.isEmpty()) {
            open = open.stream().filter(group -> !follower.isSettled(group)).toList();
            open.forEach(this::end);
            long now = open.stream().mapToLong(group -> follower.live(group).size()).sum();
            if (now != left) {
                left = now;
                limit = Instant.now().plus(LONGEST_STANDSTILL);
            } else if (Instant.now().isAfter(limit)) {
                throw new Standstill(open.getFirst(), standstill(open.getFirst(), now));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    private String standstill(String group, long left) {
        return "seed %d: %d runs do not end; of group %s these: %s; it is parked by %s; %s"
                .formatted(
                        seed,
                        left,
                        group,
                        follower.live(group),
                        follower.parkedBy(group),
                        asking.get("/api/groups/" + group + "/why"));
    }

    /** Resumes every group, and waits until all that was asked of it has been read. */
    private void awaitReading(Instant limit) throws Exception {
        List<Future<RecordMetadata>> resumed = new ArrayList<>();
        for (String group : groups) {
            resumed.add(asking.append(new TaskRecord.Resume(group, Program.BY)));
        }
        for (Future<RecordMetadata> one : resumed) {
            RecordMetadata at = one.get();
            while (!follower.hasRead(at.partition(), at.offset())) {
                if (Instant.now().isAfter(limit)) {
                    throw new AssertionError("seed " + seed + ": the log is not read: " + at);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    /** A run that is cancelled may fail first, and then park its group. */
    private void end(String group) {
        RunId parkedBy = follower.parkedBy(group);
        if (parkedBy != null && unparked.add(parkedBy)) {
            TaskRecord command =
                    new TaskRecord.Unpark(
                            group,
                            UnparkAction.SKIP,
                            parkedBy.taskId(),
                            parkedBy.run(),
                            Program.BY);
            sent.add(asking.append(command));
        }
        for (RunId run : follower.live(group)) {
            Entry newest = follower.newest(group, run.taskId());
            if (newest != null
                    && newest.id().equals(run)
                    && newest.task() != null
                    && isEndless(newest.task(), run.run())
                    && cancelled.add(run)) {
                sent.add(
                        asking.append(
                                new TaskRecord.Cancel(
                                        group, run.taskId(), run.sequence(), Program.BY)));
            }
        }
    }

    private static boolean isEndless(Task task, int run) {
        Instant due = task.options().notBefore();
        boolean isNeverDue = due != null && due.isAfter(Instant.now().plus(LATER));
        return isNeverDue || Script.of(task.options().labels()).hangsIn(run);
    }
}

package dev.strand.processor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.fold.RunState;
import dev.strand.core.fold.Seen;
import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskRecord.Cancel;
import dev.strand.core.log.TaskRecord.Pause;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.log.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Changes stores the way the fold does: only what can happen to runs, in any order, by a seed. */
final class RandomWalk {
    private static final int GROUPS = 12;
    private static final int TASKS = 8;

    private final Random random;
    private final RandomValues values;
    private final List<Entry> live = new ArrayList<>();
    private final List<PendingCommand> pending = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private long next;
    private int ended;
    private int early;

    RandomWalk(long seed) {
        this.random = new Random(seed);
        this.values = new RandomValues(seed);
    }

    /** All groups that a walk can meet. */
    static List<String> groups() {
        return IntStream.range(0, GROUPS).mapToObj(i -> "g" + i).toList();
    }

    /** All task ids that a walk can meet. */
    static List<String> tasks() {
        return IntStream.range(0, TASKS).mapToObj(i -> "t" + i).toList();
    }

    boolean isOneIn(int chance) {
        return random.nextInt(chance) == 0;
    }

    int oneUpTo(int max) {
        return 1 + random.nextInt(max);
    }

    String group() {
        return "g" + random.nextInt(GROUPS);
    }

    String task() {
        return "t" + random.nextInt(TASKS);
    }

    long sequence() {
        return random.nextLong(next + 1);
    }

    Instant now() {
        return now;
    }

    /** One step, the same one in all stores. */
    void change(List<FoldStore> stores) {
        now = now.plusMillis(random.nextInt(10_000));
        int dice = random.nextInt(100);
        if (dice < 30) {
            submit(stores);
        } else if (dice < 35) {
            factBeforeItsSubmission(stores);
        } else if (dice < 55) {
            fact(stores);
        } else if (dice < 85) {
            end(stores);
        } else if (dice < 90) {
            command(stores);
        } else if (dice < 95) {
            GroupState state = values.group();
            String group = group();
            stores.forEach(store -> store.put(group, state));
        } else {
            var ownership = values.ownership();
            stores.forEach(store -> store.put(ownership));
        }
        stores.forEach(store -> store.tasksPosition(next));
    }

    private void submit(List<FoldStore> stores) {
        RunId id = RunId.at(group(), task(), 1, next++);
        Seen seen = new Seen(1 + random.nextInt(5), id.sequence(), now);
        Entry entry = new Entry(id, values.task(), RunState.NEW);
        stores.forEach(store -> store.remember(id.groupId(), id.taskId(), seen));
        put(stores, entry);
    }

    /** After a replay; some of these have ended before they are submitted. */
    private void factBeforeItsSubmission(List<FoldStore> stores) {
        early++;
        Entry entry = new Entry(RunId.at(group(), task(), 1, next++), null, heard(1));
        put(stores, entry);
    }

    private void fact(List<FoldStore> stores) {
        if (!live.isEmpty()) {
            Entry entry = live.remove(random.nextInt(live.size()));
            put(
                    stores,
                    new Entry(
                            entry.id(),
                            entry.isEarly() && random.nextBoolean() ? values.task() : entry.task(),
                            heard(entry.state().attempts() + 1)));
        }
    }

    private RunState heard(int attempts) {
        TaskStatus status = random.nextBoolean() ? TaskStatus.RUNNING : TaskStatus.RETRYING;
        return new RunState(
                status,
                new Token(1, attempts),
                attempts,
                null,
                random.nextBoolean() ? Map.of() : Map.of(1L, attempts));
    }

    private void put(List<FoldStore> stores, Entry entry) {
        live.add(entry);
        stores.forEach(store -> store.put(entry));
    }

    private void end(List<FoldStore> stores) {
        live.stream()
                .filter(entry -> !entry.isEarly() && isOneIn(2))
                .findFirst()
                .ifPresent(entry -> {
                    live.remove(entry);
                    ended++;
                    RunState state = entry.state();
                    Entry over =
                            new Entry(
                                    entry.id(),
                                    entry.task(),
                                    new RunState(
                                            TaskStatus.COMPLETED,
                                            state.token(),
                                            state.attempts(),
                                            null,
                                            state.ended()));
                    stores.forEach(store -> store.end(over));
                });
    }

    private void command(List<FoldStore> stores) {
        if (pending.size() > 3) {
            PendingCommand done = pending.remove(random.nextInt(pending.size()));
            stores.forEach(store -> store.removePending(done));
        } else {
            PendingCommand added = isOneIn(2) ? toGroup() : toRun();
            pending.add(added);
            stores.forEach(store -> store.addPending(added));
        }
    }

    private PendingCommand toGroup() {
        return new PendingCommand(next++, new Pause(group(), null, null), null);
    }

    private PendingCommand toRun() {
        RunId run = RunId.at(group(), task(), 1, sequence());
        return new PendingCommand(
                next++, new Cancel(run.groupId(), run.taskId(), run.sequence(), null), run);
    }

    /** A walk that met nothing of what makes it hard has proved nothing. */
    void assertNotVacuous() {
        assertThat(ended).isGreaterThan(100);
        assertThat(early).isGreaterThan(50);
        assertThat(live).hasSizeGreaterThan(50);
    }
}

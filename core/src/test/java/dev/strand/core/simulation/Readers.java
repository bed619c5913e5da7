package dev.strand.core.simulation;

import dev.strand.core.fold.Entry;
import dev.strand.core.fold.Fold;
import dev.strand.core.fold.MemoryStore;
import dev.strand.core.fold.PendingCommand;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.TaskRecord.Hasten;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether everybody who has read everything has come to the same conclusions. */
final class Readers {
    private final Simulation world;
    private final MemoryStore truth;
    private final SimHistory history;

    Readers(Simulation world, MemoryStore truth, SimHistory history) {
        this.world = world;
        this.truth = truth;
        this.history = history;
    }

    void agree() {
        List<PendingCommand> waiting =
                truth.pending().stream().filter(pending -> !mayWait(pending)).toList();
        if (!waiting.isEmpty()) {
            world.guarantees().fail("commands still wait: " + waiting);
        }
        sameAsTruth("a reader of tasks first", readAll(1), true);
        sameAsTruth("a reader of status first", readAll(0), true);
        sameAsTruth("a reader of both", readAll(world.random().nextDouble()), true);
        sameAsTruth("a reader without history", readAll(world.random().nextDouble(), false), false);
        for (SimProcess process : world.processes()) {
            MemoryStore store = process.stream().store();
            if (store != null) {
                sameAsTruth(process.name(), store, false);
            }
        }
    }

    private MemoryStore readAll(double preferTasks) {
        return readAll(preferTasks, true);
    }

    private MemoryStore readAll(double preferTasks, boolean keepsHistory) {
        MemoryStore store = new MemoryStore(keepsHistory);
        Fold fold = new Fold(store);
        SimHistory read = new SimHistory();
        int task = 0;
        int status = 0;
        while (task < world.tasks().size() || status < world.status().size()) {
            boolean isTask =
                    status == world.status().size()
                            || (task < world.tasks().size()
                                    && world.random().nextDouble() < preferTasks);
            if (isTask) {
                fold.fold(task, world.taskTime(task), world.tasks().get(task));
                task++;
            } else {
                StatusRecord record = world.status().get(status++);
                read.read(record, fold.fold(record), store);
            }
        }
        if (keepsHistory) {
            same("a reader of " + preferTasks, "what it kept", history.kept(), read.kept());
            same("it", "what it forgot", history.forgotten(), read.forgotten());
        }
        return store;
    }

    private void sameAsTruth(String who, MemoryStore store, boolean keepsHistory) {
        same(who, "runs", runs(truth, keepsHistory), runs(store, keepsHistory));
        same(who, "groups", truth.states(), store.states());
        same(who, "ownership", truth.ownership(), store.ownership());
        same(who, "commands", truth.pending(), store.pending());
        same(who, "tasks position", truth.tasksPosition(), store.tasksPosition());
    }

    private void same(String who, String what, Object expected, Object got) {
        if (!expected.equals(got)) {
            world.guarantees()
                    .fail(who + " differs in " + what + ": expected " + expected + ", got " + got);
        }
    }

    private static Map<Long, Entry> runs(MemoryStore store, boolean withHistory) {
        Map<Long, Entry> runs = new HashMap<>();
        for (Entry entry : store.all()) {
            if (withHistory || !entry.state().status().isTerminal()) {
                runs.put(entry.id().sequence(), entry);
            }
        }
        return runs;
    }

    /** A task that is held is not tried again, however much somebody hurries it. */
    private boolean mayWait(PendingCommand pending) {
        if (!(pending.command() instanceof Hasten hasten)) {
            return false;
        }
        Entry entry = truth.entry(hasten.groupId(), hasten.sequence());
        boolean isStillToCome = entry != null && entry.id().run() < hasten.run();
        return isStillToCome || (entry != null && !entry.state().status().isTerminal());
    }
}

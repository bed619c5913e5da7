package dev.strand.core.simulation;

import dev.strand.core.fold.Fold;
import dev.strand.core.fold.MemoryStore;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.TaskVerdict;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.owner.PartitionOwner;
import org.jspecify.annotations.Nullable;

/**
 * The stream thread of one process: assignments, reading in whatever order, checkpoints. While the
 * partition is not assigned it reads on for what still runs.
 */
final class SimStream {
    private final Simulation world;
    private final SimProcess process;
    private final PartitionOwner owner;
    private final SimRunner runner;
    private @Nullable MemoryStore store;
    private @Nullable Fold fold;
    private int statusPosition;
    private int generation;
    private boolean isReadPlanned;

    SimStream(Simulation world, SimProcess process, PartitionOwner owner, SimRunner runner) {
        this.world = world;
        this.process = process;
        this.owner = owner;
        this.runner = runner;
    }

    /** Assigns the partition, from the newest checkpoint or an older one. */
    void assign(boolean fromOlder) {
        if (!process.isUp()) {
            return;
        }
        Checkpoint from = world.checkpoint(fromOlder);
        MemoryStore restored = from.store().copy();
        world.trace(() ->
                process.name()
                        + " is assigned, status from "
                        + from.statusPosition()
                        + ", tasks from "
                        + restored.tasksPosition());
        generation = world.nextGeneration();
        statusPosition = from.statusPosition();
        store = restored;
        fold = new Fold(restored, world.rules());
        runner.effects(owner.assigned(restored, restored, process.moment()));
        planRead(0);
        planCommit(generation);
    }

    void unassign() {
        if (!process.isUp() || store == null) {
            return;
        }
        world.trace(() -> process.name() + " is unassigned");
        runner.effects(owner.unassigned(process.moment()));
        store = null;
        fold = null;
        planRead(0);
    }

    private void planCommit(int assignment) {
        process.after(
                (300 + world.random().nextInt(900)) * Clock.MILLI,
                () -> {
                    if (store != null && generation == assignment) {
                        commit();
                        planCommit(assignment);
                    }
                });
    }

    private void commit() {
        if (process.isCut() || store == null) {
            return;
        }
        if (world.isNewest(generation)) {
            world.checkpoint(new Checkpoint(store.copy(), statusPosition));
        } else if (world.random().nextInt(3) > 0) {
            unassign();
        }
    }

    /** Something was appended to a log. */
    void planRead(int delayMillis) {
        if (process.isUp() && !isReadPlanned) {
            isReadPlanned = true;
            process.after(delayMillis * Clock.MILLI, this::read);
        }
    }

    private void read() {
        isReadPlanned = false;
        long blockedUntil = process.blockedUntil();
        if (world.now() < blockedUntil) {
            isReadPlanned = true;
            process.at(blockedUntil, this::read);
            return;
        }
        boolean isFaithful = world.random().nextInt(8) > 0;
        int budget = isFaithful ? Integer.MAX_VALUE : 1 + world.random().nextInt(3);
        if (!isFaithful && world.random().nextInt(3) == 0) {
            readTasks(budget);
        }
        readStatus(budget);
        if (statusPosition == world.status().size()) {
            readTasks(budget);
        }
        if (hasUnread()) {
            planRead(1 + world.random().nextInt(20));
        }
    }

    boolean hasUnread() {
        boolean wantsStatus = store != null || owner.running() > 0;
        return (wantsStatus && statusPosition < world.status().size())
                || (store != null && store.tasksPosition() < world.tasks().size());
    }

    private void readStatus(int max) {
        int read = 0;
        while (read++ < max && process.isUp() && statusPosition < world.status().size()) {
            StatusRecord record = world.status().get(statusPosition++);
            if (fold != null) {
                StatusVerdict verdict = fold.fold(record);
                countEarly(verdict);
                runner.effects(owner.statusRead(record, verdict, process.moment()));
            } else {
                runner.effects(owner.orphanStatusRead(record, process.moment()));
            }
        }
    }

    private void countEarly(StatusVerdict verdict) {
        if (verdict instanceof StatusVerdict.Accepted a && a.after().isEarly()) {
            world.tally().earlyFacts++;
        }
    }

    private void readTasks(int max) {
        int read = 0;
        while (read++ < max
                && fold != null
                && store != null
                && store.tasksPosition() < world.tasks().size()) {
            int offset = (int) store.tasksPosition();
            TaskVerdict verdict =
                    fold.fold(offset, world.taskTime(offset), world.tasks().get(offset));
            runner.effects(owner.taskRead(verdict, process.moment()));
        }
    }

    /** Whether the submission of a run has been read here: before, its place is not known. */
    boolean hasRead(RunId run) {
        return store != null && run.origin() < store.tasksPosition();
    }

    int statusPosition() {
        return statusPosition;
    }

    boolean isNewestAssignment() {
        return store != null && world.isNewest(generation);
    }

    @Nullable MemoryStore store() {
        return store;
    }

    void stop() {
        store = null;
        fold = null;
    }
}

package dev.strand.core.simulation;

import dev.strand.core.fold.Fold;
import dev.strand.core.fold.MemoryStore;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.TaskVerdict;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.Effect;
import dev.strand.core.owner.Moment;
import dev.strand.core.owner.Outgoing;
import dev.strand.core.owner.PartitionOwner;
import dev.strand.core.owner.PartitionOwner.Entering;
import dev.strand.core.permit.PermitPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One process: the shell around a {@link PartitionOwner}, at the mercy of the faults. */
final class SimProcess {
    private final Simulation world;
    private final String name;
    private final Clock clock;
    private final List<SimHandler> handlers = new ArrayList<>();
    private final List<Attempt> interruptedEarly = new ArrayList<>();
    private final List<Runnable> parked = new ArrayList<>();
    private PartitionOwner owner;
    private PermitPool permits;
    private SimProducer producer;
    private @Nullable MemoryStore store;
    private @Nullable Fold fold;
    private int statusPosition;
    private int generation;
    private int incarnation;
    private boolean isUp;
    private boolean isReadPlanned;
    private long frozenUntil;
    private long cutUntil;
    private long lagUntil;

    SimProcess(Simulation world, String name, Clock clock) {
        this.world = world;
        this.name = name;
        this.clock = clock;
        this.permits = newPermits();
        this.owner = newOwner();
        this.producer = new SimProducer(world, this);
    }

    private PermitPool newPermits() {
        RandomGenerator random = world.random();
        Map<String, Integer> limits = random.nextInt(4) == 0 ? Map.of("QUICK", 1) : Map.of();
        return new PermitPool(1 + random.nextInt(4), limits, Clock.millis(500));
    }

    private PartitionOwner newOwner() {
        return new PartitionOwner(
                0, name, world.settings(), permits, type -> true, world::nextNonce);
    }

    /** Starts the process; it has nothing assigned. */
    void start() {
        isUp = true;
        permits = newPermits();
        owner = newOwner();
        producer = new SimProducer(world, this);
        world.trace(() -> name + " starts");
        planTick();
    }

    /** The process dies: everything but what the logs and the checkpoint hold is gone. */
    void crash() {
        if (!isUp) {
            return;
        }
        world.trace(() -> name + " crashes");
        world.tally().crashes++;
        producer.die();
        stop();
        world.faults().crashed(this);
    }

    private void stop() {
        isUp = false;
        incarnation++;
        handlers.clear();
        interruptedEarly.clear();
        parked.clear();
        store = null;
        fold = null;
        isReadPlanned = false;
        frozenUntil = 0;
        cutUntil = 0;
        lagUntil = 0;
    }

    /** Shuts down in good order, or as good as the time given allows. */
    void shutDown(long drainNanos) {
        world.trace(() -> name + " drains");
        owner.drain();
        after(drainNanos, () -> effects(owner.abandon(now())));
        after(drainNanos + 20 * Clock.MILLI, this::unassign);
        after(
                drainNanos + 300 * Clock.MILLI,
                () -> {
                    world.trace(() -> name + " exits");
                    stop();
                    world.faults().exited(this);
                });
    }

    void freeze(long nanos) {
        world.trace(() -> name + " freezes for " + nanos / Clock.MILLI + " ms");
        frozenUntil = Math.max(frozenUntil, world.now() + nanos);
        int asker = incarnation;
        world.at(frozenUntil, () -> thaw(asker));
    }

    private void thaw(int asker) {
        if (asker == incarnation && world.now() >= frozenUntil) {
            List<Runnable> missed = List.copyOf(parked);
            parked.clear();
            missed.forEach(action -> world.at(world.now(), () -> act(asker, action)));
        }
    }

    void cut(long nanos) {
        world.trace(() -> name + " is cut off for " + nanos / Clock.MILLI + " ms");
        cutUntil = world.now() + nanos;
    }

    void lag(long nanos) {
        world.trace(() -> name + " reads nothing for " + nanos / Clock.MILLI + " ms");
        lagUntil = world.now() + nanos;
    }

    void heal() {
        frozenUntil = 0;
        cutUntil = 0;
        lagUntil = 0;
        thaw(incarnation);
        planRead(0);
    }

    void replaceProducer() {
        producer.replace();
    }

    /** Assigns the partition, from the newest checkpoint or an older one. */
    void assign(boolean fromOlder) {
        if (!isUp) {
            return;
        }
        Checkpoint from = world.checkpoint(fromOlder);
        MemoryStore restored = from.store().copy();
        world.trace(() ->
                name
                        + " is assigned, status from "
                        + from.statusPosition()
                        + ", tasks from "
                        + restored.tasksPosition());
        generation = world.nextGeneration();
        statusPosition = from.statusPosition();
        store = restored;
        fold = new Fold(restored, world.rules());
        effects(owner.assigned(restored, restored, now()));
        planRead(0);
        planCommit(generation);
    }

    void unassign() {
        if (!isUp || store == null) {
            return;
        }
        world.trace(() -> name + " is unassigned");
        effects(owner.unassigned(now()));
        store = null;
        fold = null;
        planRead(0);
    }

    private void planCommit(int assignment) {
        after(
                (300 + random().nextInt(900)) * Clock.MILLI,
                () -> {
                    if (store != null && generation == assignment) {
                        commit();
                        planCommit(assignment);
                    }
                });
    }

    private void commit() {
        if (isCut() || store == null) {
            return;
        }
        if (world.isNewest(generation)) {
            world.checkpoint(new Checkpoint(store.copy(), statusPosition));
        } else if (random().nextInt(3) > 0) {
            unassign();
        }
    }

    private void planTick() {
        long wait = world.isSettling() ? 150 + random().nextInt(500) : 60 + random().nextInt(640);
        after(
                wait * Clock.MILLI,
                () -> {
                    effects(owner.tick(now()));
                    planTick();
                });
    }

    /** Something was appended to a log. */
    void planRead(int delayMillis) {
        if (isUp && !isReadPlanned) {
            isReadPlanned = true;
            after(delayMillis * Clock.MILLI, this::read);
        }
    }

    private void read() {
        isReadPlanned = false;
        long blockedUntil = Math.max(cutUntil, lagUntil);
        if (world.now() < blockedUntil) {
            isReadPlanned = true;
            at(blockedUntil, this::read);
            return;
        }
        boolean isFaithful = random().nextInt(8) > 0;
        int budget = isFaithful ? Integer.MAX_VALUE : 1 + random().nextInt(3);
        if (!isFaithful && random().nextInt(3) == 0) {
            readTasks(budget);
        }
        readStatus(budget);
        if (statusPosition == world.status().size()) {
            readTasks(budget);
        }
        if (hasUnread()) {
            planRead(1 + random().nextInt(20));
        }
    }

    private boolean hasUnread() {
        boolean wantsStatus = store != null || owner.running() > 0;
        return (wantsStatus && statusPosition < world.status().size())
                || (store != null && store.tasksPosition() < world.tasks().size());
    }

    private void readStatus(int max) {
        int read = 0;
        while (read++ < max && isUp && statusPosition < world.status().size()) {
            StatusRecord record = world.status().get(statusPosition++);
            if (fold != null) {
                StatusVerdict verdict = fold.fold(record);
                countEarly(verdict);
                effects(owner.statusRead(record, verdict, now()));
            } else {
                effects(owner.orphanStatusRead(record, now()));
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
            effects(owner.taskRead(verdict, now()));
        }
    }

    private void effects(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Append a -> producer.send(a.outgoing());
                case Effect.Run r ->
                        after(random().nextInt(4) * Clock.MILLI, () -> enter(r.attempt()));
                case Effect.Interrupt i -> interrupt(i.attempt());
                case Effect.Grant g ->
                        after(
                                random().nextInt(2) * Clock.MILLI,
                                () -> effects(owner.granted(g.waiter(), now())));
                case Effect.AskTasksEnd e ->
                        after(
                                random().nextInt(20) * Clock.MILLI,
                                () -> owner.tasksEnd(world.tasks().size()));
            }
        }
    }

    private void enter(Attempt attempt) {
        Entering answer = owner.mayEnter(attempt, now());
        if (answer.isAllowed()) {
            world.guarantees().entered(this, attempt);
            SimHandler handler = new SimHandler(this, attempt);
            handlers.add(handler);
            handler.begin();
            if (interruptedEarly.remove(attempt)) {
                handler.interrupt();
            }
        }
        effects(answer.effects());
    }

    private void interrupt(Attempt attempt) {
        for (SimHandler handler : handlers) {
            if (handler.attempt() == attempt) {
                handler.interrupt();
                return;
            }
        }
        interruptedEarly.add(attempt);
    }

    void returned(SimHandler handler, AttemptResult result) {
        if (handlers.remove(handler)) {
            Attempt attempt = handler.attempt();
            world.trace(() ->
                    name
                            + " returns "
                            + attempt.run().taskId()
                            + " "
                            + attempt.token()
                            + " "
                            + result.getClass().getSimpleName());
            effects(owner.returned(attempt, result, random().nextDouble(), now()));
        }
    }

    void acknowledged(Outgoing outgoing) {
        effects(owner.acknowledged(outgoing, now()));
    }

    /** Does something after a while, unless the process dies before; not while it is frozen. */
    void after(long nanos, Runnable action) {
        at(world.now() + nanos, action);
    }

    void at(long worldNanos, Runnable action) {
        int asker = incarnation;
        world.at(worldNanos, () -> act(asker, action));
    }

    private void act(int asker, Runnable action) {
        if (asker != incarnation || !isUp) {
            return;
        }
        if (world.now() < frozenUntil) {
            parked.add(action);
            return;
        }
        action.run();
    }

    private Moment now() {
        return clock.moment(world.now());
    }

    RandomGenerator random() {
        return world.random();
    }

    String name() {
        return name;
    }

    boolean isUp() {
        return isUp;
    }

    boolean isCut() {
        return world.now() < cutUntil;
    }

    long cutUntil() {
        return cutUntil;
    }

    boolean isAssigned() {
        return store != null;
    }

    boolean isNewestAssignment() {
        return store != null && world.isNewest(generation);
    }

    /** Whether the submission of a run has been read here: before, its place is not known. */
    boolean hasRead(RunId run) {
        return store != null && run.origin() < store.tasksPosition();
    }

    int statusPosition() {
        return statusPosition;
    }

    List<SimHandler> handlers() {
        return handlers;
    }

    @Nullable MemoryStore store() {
        return store;
    }

    /** Whether nothing is on its way in this process. */
    boolean isIdle() {
        return !isUp
                || (handlers.isEmpty()
                        && owner.running() == 0
                        && producer.isIdle()
                        && !hasUnread());
    }

    PermitPool permits() {
        return permits;
    }
}

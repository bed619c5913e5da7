package dev.strand.core.simulation;

import dev.strand.core.owner.Moment;
import dev.strand.core.owner.PartitionOwner;
import dev.strand.core.owner.Worker;
import dev.strand.core.permit.Limits;
import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.RateLimit;
import dev.strand.core.permit.TypeLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** One process around a {@link PartitionOwner}: it starts, dies, freezes, is cut off, recovers. */
final class SimProcess {
    private static final TypeLimits LIMITED =
            new TypeLimits(2, new RateLimit(5, 2), RateLimit.perSecond(2), true);

    private final Simulation world;
    private final String name;
    private final Clock clock;
    private final List<Runnable> parked = new ArrayList<>();
    private PermitPool permits;
    private PartitionOwner owner;
    private SimRunner runner;
    private SimStream stream;
    private SimErrands errands;
    private SimGuests guests;
    private int incarnation;
    private boolean isUp;
    private long frozenUntil;
    private long cutUntil;
    private long lagUntil;
    private long isolatedUntil;
    private long stoodStillUntil;

    SimProcess(Simulation world, String name, Clock clock) {
        this.world = world;
        this.name = name;
        this.clock = clock;
        this.permits = newPermits();
        this.owner = newOwner();
        this.runner = new SimRunner(world, this, owner);
        this.stream = new SimStream(world, this, owner, runner);
        this.errands = new SimErrands(world, this, owner, permits);
        this.guests = new SimGuests(world, this, permits);
    }

    private PermitPool newPermits() {
        RandomGenerator random = world.random();
        Map<String, TypeLimits> limits =
                switch (random.nextInt(6)) {
                    case 0 -> Map.of("QUICK", TypeLimits.ofPermits(1));
                    case 1 -> Map.of("QUICK", LIMITED, "FLAKY", LIMITED);
                    default -> Map.of();
                };
        return new PermitPool(
                new Limits(1 + random.nextInt(4), limits, Clock.millis(500)), new SimGate(random));
    }

    private PartitionOwner newOwner() {
        return new PartitionOwner(
                0,
                Worker.named(name),
                world.settings(),
                permits,
                world.typesOf(this)::contains,
                world::nextNonce);
    }

    /** Starts the process; it has nothing assigned. */
    void start() {
        isUp = true;
        permits = newPermits();
        owner = newOwner();
        runner = new SimRunner(world, this, owner);
        stream = new SimStream(world, this, owner, runner);
        errands = new SimErrands(world, this, owner, permits);
        guests = new SimGuests(world, this, permits);
        world.trace(() -> name + " starts");
        planTick();
        guests.start();
    }

    /** The process dies: everything but what the logs and the checkpoint hold is gone. */
    void crash() {
        if (!isUp) {
            return;
        }
        world.trace(() -> name + " crashes");
        world.tally().crashes++;
        runner.producer().die();
        stop();
        world.faults().crashed(this);
    }

    private void stop() {
        isUp = false;
        incarnation++;
        runner.stop();
        stream.stop();
        guests.stop();
        parked.clear();
        frozenUntil = 0;
        cutUntil = 0;
        lagUntil = 0;
    }

    /** Shuts down in good order, or as good as the time given allows. */
    void shutDown(long drainNanos) {
        world.trace(() -> name + " drains");
        owner.drain();
        guests.drain();
        after(
                drainNanos,
                () -> {
                    runner.effects(owner.abandon(moment()));
                    guests.abandon();
                });
        after(drainNanos + 20 * Clock.MILLI, stream::unassign);
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
        stoodStillUntil = frozenUntil;
        isolated(frozenUntil);
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
        isolated(cutUntil);
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
        stream.planRead(0);
    }

    private void planTick() {
        long wait = world.isSettling() ? 150 + random().nextInt(500) : 60 + random().nextInt(640);
        after(
                wait * Clock.MILLI,
                () -> {
                    runner.effects(owner.tick(moment()));
                    errands.tick();
                    planTick();
                });
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

    Moment moment() {
        return clock.moment(world.now());
    }

    RandomGenerator random() {
        return world.random();
    }

    String name() {
        return name;
    }

    SimRunner runner() {
        return runner;
    }

    SimErrands errands() {
        return errands;
    }

    SimGuests guests() {
        return guests;
    }

    private void isolated(long untilNanos) {
        isolatedUntil = Math.max(isolatedUntil, untilNanos);
    }

    /** Whether it has been out of reach of others not long ago. */
    boolean wasIsolated() {
        return isLately(isolatedUntil);
    }

    /** Whether it has stood still not long ago, so that it could not heed its own clock. */
    boolean wasFrozen() {
        return isLately(stoodStillUntil);
    }

    private boolean isLately(long untilNanos) {
        return untilNanos > 0 && world.now() < untilNanos + 15 * Clock.SECOND;
    }

    SimStream stream() {
        return stream;
    }

    PermitPool permits() {
        return permits;
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

    /** Until when it cannot read. */
    long blockedUntil() {
        return Math.max(cutUntil, lagUntil);
    }

    /** Whether nothing is on its way in this process. */
    boolean isIdle() {
        return !isUp
                || (runner.isIdle()
                        && !stream.hasUnread()
                        && errands.isIdle()
                        && guests.isIdle()
                        && permits.used() + permits.waiting() == 0);
    }
}

package dev.strand.core.simulation;

import dev.strand.core.delegation.Guests;
import dev.strand.core.log.Progress;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.Effect;
import dev.strand.core.owner.Outgoing;
import dev.strand.core.owner.PartitionOwner;
import dev.strand.core.owner.PartitionOwner.Entering;
import dev.strand.core.permit.Waiter;
import java.util.List;

/** Carries out what the owner decides: sends, runs handlers, interrupts them. */
final class SimRunner {
    private final Simulation world;
    private final SimProcess process;
    private final PartitionOwner owner;
    private final SimProducer producer;
    private final SimHandlers handlers = new SimHandlers();
    private int delayed;

    SimRunner(Simulation world, SimProcess process, PartitionOwner owner) {
        this.world = world;
        this.process = process;
        this.owner = owner;
        this.producer = new SimProducer(world, process, this);
    }

    SimProducer producer() {
        return producer;
    }

    List<SimHandler> handlers() {
        return handlers.all();
    }

    void effects(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Append a -> append(a.outgoing());
                case Effect.Run r when r.attempt().isElsewhere() ->
                        process.errands().ready(r.attempt());
                case Effect.Run r ->
                        process.after(
                                world.random().nextInt(4) * Clock.MILLI, () -> enter(r.attempt()));
                case Effect.Interrupt i when i.attempt().isElsewhere() ->
                        process.errands().interrupt(i.attempt());
                case Effect.Interrupt i -> handlers.interrupt(i.attempt());
                case Effect.Grant g -> grant(List.of(g.waiter()));
                case Effect.AskInside a -> process.errands().askInside(a.question());
                case Effect.AskTasksEnd e ->
                        process.after(
                                world.random().nextInt(20) * Clock.MILLI,
                                () -> owner.tasksEnd(world.tasks().size()));
            }
        }
    }

    /** Permits have been granted, to own groups or for others. */
    void grant(List<Waiter> waiters) {
        for (Waiter waiter : waiters) {
            process.after(world.random().nextInt(2) * Clock.MILLI, () -> granted(waiter));
        }
    }

    private void granted(Waiter waiter) {
        if (waiter.partition() == Guests.NO_PARTITION) {
            process.guests().granted(waiter);
        } else {
            effects(owner.granted(waiter, process.moment()));
        }
    }

    /** What is decided by several threads need not be sent in the order of the decisions. */
    private void append(Outgoing outgoing) {
        if (world.random().nextInt(12) == 0) {
            delayed++;
            process.after(
                    world.random().nextInt(20) * Clock.MILLI,
                    () -> {
                        delayed--;
                        producer.send(outgoing);
                    });
        } else {
            producer.send(outgoing);
        }
    }

    private void enter(Attempt attempt) {
        Entering answer = owner.mayEnter(attempt, process.moment());
        if (answer.isAllowed()) {
            world.guarantees().entered(process, attempt);
            handlers.begin(new SimHandler(process, this::progressed, this::returned, attempt));
        }
        effects(answer.effects());
    }

    private void progressed(SimHandler handler, Progress progress) {
        if (handlers.isInside(handler)) {
            effects(owner.progressed(handler.attempt(), progress, process.moment()));
        }
    }

    private void returned(SimHandler handler, AttemptResult result) {
        if (handlers.end(handler)) {
            Attempt attempt = handler.attempt();
            world.trace(() ->
                    process.name()
                            + " returns "
                            + attempt.run().taskId()
                            + " "
                            + attempt.token()
                            + " "
                            + result.getClass().getSimpleName());
            effects(owner.returned(attempt, result, world.random().nextDouble(), process.moment()));
        }
    }

    void acknowledged(Outgoing outgoing) {
        effects(owner.acknowledged(outgoing, process.moment()));
    }

    boolean isWanted(Outgoing outgoing) {
        return owner.isWanted(outgoing);
    }

    void gaveUp(Outgoing outgoing) {
        world.tally().givenUp++;
        effects(owner.gaveUp(outgoing, process.moment()));
    }

    /** Nothing of it is left. */
    void stop() {
        handlers.clear();
    }

    boolean isIdle() {
        return delayed == 0
                && handlers.all().isEmpty()
                && owner.running() == 0
                && producer.isIdle();
    }
}

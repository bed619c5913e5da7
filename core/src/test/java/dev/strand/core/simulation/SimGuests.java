package dev.strand.core.simulation;

import dev.strand.core.delegation.GuestEffect;
import dev.strand.core.delegation.Guests;
import dev.strand.core.delegation.Reply;
import dev.strand.core.delegation.Report;
import dev.strand.core.fold.Rule;
import dev.strand.core.log.Progress;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.Inside;
import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.Waiter;
import java.util.List;

/** What one process runs for others: its reports to all of them, and the handlers. */
final class SimGuests {
    private static final long TIMEOUT_NANOS = 1_500 * Clock.MILLI;

    private final Simulation world;
    private final SimProcess process;
    private final PermitPool permits;
    private boolean isOver;
    private final Guests guests;
    private final SimHandlers handlers = new SimHandlers();

    SimGuests(Simulation world, SimProcess process, PermitPool permits) {
        this.world = world;
        this.process = process;
        this.permits = permits;
        Report.Sender self = new Report.Sender(process.name(), world.nextNonce());
        this.guests = new Guests(self, world.typesOf(process));
    }

    void start() {
        if (world.isMixed()) {
            world.processes().stream().filter(p -> p != process).forEach(this::planReport);
            planTick();
        }
    }

    private void planTick() {
        process.after(
                (50 + world.random().nextInt(300)) * Clock.MILLI,
                () -> {
                    if (world.rules().contains(Rule.GUEST_LEASE)) {
                        effects(guests.tick(nanos()));
                    }
                    planTick();
                });
    }

    private void planReport(SimProcess owner) {
        process.after(
                (50 + world.random().nextInt(600)) * Clock.MILLI,
                () -> {
                    report(owner);
                    planReport(owner);
                });
    }

    private void report(SimProcess owner) {
        Report report = guests.report(owner.name(), nanos());
        world.network().send(process, owner, () -> hear(owner, report));
        process.after(TIMEOUT_NANOS, () -> effects(guests.failed(owner.name(), report.number())));
    }

    /** At the owner. */
    private void hear(SimProcess owner, Report report) {
        Reply reply = owner.errands().hear(report);
        world.network().send(owner, process, () -> answered(owner, report.number(), reply));
    }

    /** An answer reaches the process that asked, and not the one that is started in its place. */
    private void answered(SimProcess owner, long number, Reply reply) {
        if (!isOver) {
            effects(guests.replied(owner.name(), number, reply, nanos()));
        }
    }

    private void effects(List<GuestEffect> effects) {
        for (GuestEffect effect : effects) {
            switch (effect) {
                case GuestEffect.Enter e ->
                        process.after(
                                world.random().nextInt(4) * Clock.MILLI, () -> enter(e.attempt()));
                case GuestEffect.Interrupt i -> handlers.interrupt(i.attempt());
                case GuestEffect.Ask a -> ask(a.waiter());
                case GuestEffect.Withdraw w -> permits.withdraw(w.waiter());
                case GuestEffect.GiveBack g ->
                        process.runner().grant(permits.giveBack(g.type(), nanos()));
                case GuestEffect.Say s -> process.after(0, () -> report(owner(s.owner())));
            }
        }
    }

    private SimProcess owner(String name) {
        return world.processes().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void ask(Waiter waiter) {
        if (permits.acquireOrWait(waiter, nanos())) {
            granted(waiter);
        }
    }

    void granted(Waiter waiter) {
        effects(guests.granted(waiter));
    }

    private void enter(Attempt attempt) {
        if (!guests.mayEnter(attempt, nanos())) {
            effects(guests.notEntered(attempt));
            process.runner().grant(permits.giveBack(attempt.task().type(), nanos()));
            return;
        }
        world.guarantees().enteredAsGuest(process, attempt);
        world.faults().guestEntered(process);
        handlers.begin(new SimHandler(process, this::progressed, this::returned, attempt));
    }

    private void progressed(SimHandler handler, Progress progress) {
        guests.progressed(handler.attempt(), progress);
    }

    private void returned(SimHandler handler, AttemptResult result) {
        if (handlers.end(handler)) {
            effects(guests.returned(handler.attempt(), result));
            String type = handler.attempt().task().type();
            process.runner().grant(permits.release(type, nanos()));
        }
    }

    /** What still runs here for owners that are gone. */
    List<Inside> inside(long epoch) {
        return world.rules().contains(Rule.ASK_GUESTS)
                ? guests.inside(0, epoch, nanos())
                : List.of();
    }

    List<SimHandler> handlers() {
        return handlers.all();
    }

    /** Whether a handler here may be inside with good reason. */
    boolean isProtected(Attempt attempt) {
        return guests.isProtected(attempt, nanos());
    }

    private long nanos() {
        return process.moment().nanos();
    }

    void drain() {
        effects(guests.drain());
    }

    void abandon() {
        effects(guests.abandon());
    }

    void stop() {
        isOver = true;
        handlers.clear();
    }

    boolean isIdle() {
        return handlers.all().isEmpty() && guests.running() == 0 && !guests.hasUntold();
    }
}

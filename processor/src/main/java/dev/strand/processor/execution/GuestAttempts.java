package dev.strand.processor.execution;

import dev.strand.core.delegation.GuestEffect;
import dev.strand.core.delegation.Guests;
import dev.strand.core.delegation.Reply;
import dev.strand.core.delegation.Report;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.owner.Inside;
import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.Waiter;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Runs what other processors have no handler of: with permits of this one, on threads like those of
 * its own attempts. Thread-safe.
 */
public final class GuestAttempts {
    private final Guests guests;
    private final PermitPool permits;
    private final ExecutionServices services;
    private volatile Peers peers = Peers.NONE;

    GuestAttempts(
            Report.Sender self, Set<String> types, PermitPool permits, ExecutionServices services) {
        this.guests = new Guests(self, types);
        this.permits = permits;
        this.services = services;
    }

    void peers(Peers others) {
        peers = others;
    }

    /** Everything there is to say to an owner now; it is to be sent after this call. */
    public Report report(String owner) {
        return guests.report(owner, System.nanoTime());
    }

    /** Whether there is something to say that should not wait. */
    public boolean hasSomethingToSay(String owner) {
        return guests.hasSomethingToSay(owner);
    }

    /** Whether something runs here for the owner. */
    public boolean isBusy(String owner) {
        return guests.isBusy(owner);
    }

    /** A report has been answered. */
    public void replied(String owner, long number, Reply reply) {
        perform(guests.replied(owner, number, reply, System.nanoTime()));
    }

    /** A report will not be answered, or the answer will not be listened to. */
    public void failed(String owner, long number) {
        perform(guests.failed(owner, number));
    }

    /** These are the owners that there are. */
    public void owners(Collection<String> owners) {
        perform(guests.owners(owners, System.nanoTime()));
    }

    /** What still runs here for owners of a partition elsewhere, before this epoch. */
    List<Inside> inside(int partition, long epoch) {
        return guests.inside(partition, epoch, System.nanoTime());
    }

    /** Handlers that run here for others. */
    public int running() {
        return guests.running();
    }

    void tick(long nowNanos) {
        perform(guests.tick(nowNanos));
    }

    void drain() {
        perform(guests.drain());
    }

    void abandon() {
        perform(guests.abandon());
    }

    /** Whether something still runs, or has not been told yet. */
    boolean isAnythingLeft() {
        return guests.running() > 0 || guests.hasUntold();
    }

    void granted(Waiter waiter) {
        perform(guests.granted(waiter));
    }

    private void perform(List<GuestEffect> effects) {
        for (GuestEffect effect : effects) {
            switch (effect) {
                case GuestEffect.Enter enter -> begin(enter.attempt());
                case GuestEffect.Interrupt i -> services.threads().interrupt(i.attempt());
                case GuestEffect.Ask ask -> ask(ask.waiter());
                case GuestEffect.Withdraw withdraw -> permits.withdraw(withdraw.waiter());
                case GuestEffect.GiveBack back -> giveBack(back.type());
                case GuestEffect.Say say -> peers.say(say.owner());
            }
        }
    }

    private void ask(Waiter waiter) {
        if (permits.acquireOrWait(waiter, System.nanoTime())) {
            granted(waiter);
        }
    }

    private void giveBack(String type) {
        permits.giveBack(type, System.nanoTime()).forEach(services::granted);
    }

    private void begin(Attempt attempt) {
        services.threads().begin(attempt);
        services.execute(() -> attempt(attempt));
    }

    private void attempt(Attempt attempt) {
        HandlerThread thread = services.threads().find(attempt);
        String type = attempt.task().type();
        if (thread == null || !guests.mayEnter(attempt, System.nanoTime())) {
            services.threads().end(attempt);
            giveBack(type);
            perform(guests.notEntered(attempt));
            return;
        }
        AttemptResult result =
                AttemptCall.run(attempt, thread, services, p -> guests.progressed(attempt, p));
        services.threads().end(attempt);
        perform(guests.returned(attempt, result));
        permits.release(type, System.nanoTime()).forEach(services::granted);
    }
}

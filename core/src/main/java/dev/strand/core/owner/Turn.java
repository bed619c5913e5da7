package dev.strand.core.owner;

import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.Waiter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call into the owner: its time, and the effects decided so far. */
final class Turn {
    private final Moment now;
    private final List<Effect> effects = new ArrayList<>(4);

    Turn(Moment now) {
        this.now = now;
    }

    long nanos() {
        return now.nanos();
    }

    Instant wall() {
        return now.wall();
    }

    List<Effect> effects() {
        return effects;
    }

    void append(OwnerKey epoch, StatusRecord record, @Nullable Attempt attempt) {
        effects.add(new Effect.Append(new Outgoing(epoch, record, now.nanos(), attempt)));
    }

    void run(Attempt attempt) {
        effects.add(new Effect.Run(attempt));
    }

    void interrupt(Attempt attempt) {
        attempt.interruptedAt = attempt.interruptedAt == null ? now.wall() : attempt.interruptedAt;
        effects.add(new Effect.Interrupt(attempt));
    }

    void askInside(long question) {
        effects.add(new Effect.AskInside(question));
    }

    void askTasksEnd() {
        effects.add(new Effect.AskTasksEnd());
    }

    /** An attempt has ended: hands its permit on. */
    void release(PermitPool permits, String type) {
        granted(permits.release(type, now.nanos()));
    }

    /** An attempt is not made after all: hands on what was taken for it. */
    void giveBack(PermitPool permits, String type) {
        granted(permits.giveBack(type, now.nanos()));
    }

    /** Time has passed: hands out what it has made free. */
    void grant(PermitPool permits) {
        if (permits.isDue(now.nanos())) {
            granted(permits.grant(now.nanos()));
        }
    }

    private void granted(List<Waiter> waiters) {
        for (Waiter waiter : waiters) {
            effects.add(new Effect.Grant(waiter));
        }
    }
}

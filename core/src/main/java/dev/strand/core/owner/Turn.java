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
        effects.add(new Effect.Interrupt(attempt));
    }

    void askTasksEnd() {
        effects.add(new Effect.AskTasksEnd());
    }

    /** Gives a permit back and hands it on. */
    void release(PermitPool permits, String type) {
        permits.release(type);
        for (Waiter waiter : permits.grant()) {
            effects.add(new Effect.Grant(waiter));
        }
    }
}

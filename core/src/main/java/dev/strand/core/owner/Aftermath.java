package dev.strand.core.owner;

import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.Fact;
import org.jspecify.annotations.Nullable;

/**
 * What a dead owner leaves behind.
 *
 * @param probation attempts that may have killed it
 * @param strangers handlers that others may still run
 */
record Aftermath(Probation probation, Strangers strangers) {
    Aftermath(OwnerSettings settings) {
        this(new Probation(), new Strangers(settings.graceNanos(), settings.silenceNanos()));
    }

    /** An owner has been fenced; null for one that is not known. */
    void begin(@Nullable Holder dead, Turn turn) {
        if (dead == null || (dead.closed() && dead.running().isEmpty())) {
            return;
        }
        strangers.everything(turn);
        if (dead.closed()) {
            dead.running().forEach(r -> probation.group(r.run().groupId()));
        } else {
            probation.everyGroup();
            turn.askTasksEnd();
        }
    }

    /** The partition has been taken away. */
    void unassigned() {
        strangers.forget();
    }

    /** The partition has been assigned anew. */
    void assigned(Turn turn) {
        probation.forget();
        strangers.assigned(turn);
    }

    /** The partition has been claimed again, while it is assigned. */
    void claimed(Turn turn) {
        strangers.claimed(turn);
    }

    /**
     * An attempt of an earlier epoch is over. Whoever was its owner may have lost the process that
     * runs it, and only that process knows whether it is still inside.
     */
    void over(Fact end, Turn turn) {
        if (end.attempt() > 0 && end.status() != FactStatus.COMPLETED) {
            strangers.group(end.run().groupId(), turn);
        }
    }
}

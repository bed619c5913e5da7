package dev.strand.core.owner;

import dev.strand.core.fold.Ownership;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.Fence;
import dev.strand.core.log.StatusRecord.GroupChange;
import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.core.log.StatusRecord.Purged;
import dev.strand.core.log.StatusRecord.Unknown;

/**
 * Keeps epochs by what is acknowledged, and ends them: nothing starts in them any more, and what
 * was not entered is taken back.
 */
final class HandOver {
    private final Site site;
    private final Claims claims;
    private final Lanes lanes;
    private final Starter starter;

    HandOver(Site site, Claims claims, Lanes lanes, Starter starter) {
        this.site = site;
        this.claims = claims;
        this.lanes = lanes;
        this.starter = starter;
    }

    /** A record of the epoch is durable, which says that its log was within reach. */
    void acknowledged(Epoch epoch, Outgoing outgoing, Turn turn) {
        if (outgoing.record() instanceof Owner owner && owner.number() == 0) {
            epoch.lease().start(outgoing.decidedNanos());
        } else {
            epoch.lease().acknowledged(outgoing.decidedNanos());
        }
        if (outgoing.record() instanceof Owner owner && epoch.acknowledged(owner.number())) {
            claims.beat(epoch, turn);
        }
        if (epoch.breaksNow(turn.nanos())) {
            breakOff(epoch, turn);
        }
    }

    /** Breaks off what has lost its lease, and closes the open epoch if its reader is stuck. */
    void tick(Turn turn) {
        for (Epoch epoch : claims.ownEpochs()) {
            if (epoch.breaksNow(turn.nanos())) {
                breakOff(epoch, turn);
            }
        }
        if (claims.isReaderStuck(turn.nanos())) {
            closeCurrent(turn);
        }
    }

    /** Whether a record that was not acknowledged is to be sent again. */
    boolean isWanted(Outgoing outgoing) {
        Epoch epoch = claims.own(outgoing.epoch());
        boolean counts = epoch != null && !epoch.isVoid();
        return switch (outgoing.record()) {
            case Owner o -> true;
            case Fence f -> true;
            case Fact f -> counts;
            case GroupChange g -> counts;
            case Purged p -> counts;
            case Cleared c -> counts;
            case CancelRequest c -> counts;
            case Unknown u -> false;
        };
    }

    /** The lease is broken or the epoch is fenced: what runs in it no longer counts. */
    void breakOff(Epoch epoch, Turn turn) {
        for (Attempt attempt : epoch.attempts()) {
            attempt.isVoid = true;
            if (attempt.phase == Attempt.Phase.ENTERED) {
                turn.interrupt(attempt);
            }
        }
        close(epoch, turn);
    }

    void closeCurrent(Turn turn) {
        Epoch current = claims.current();
        if (current != null) {
            close(current, turn);
        }
    }

    /** A record was not acknowledged and is not sent again. */
    void gaveUp(Outgoing outgoing, Turn turn) {
        Epoch epoch = claims.own(outgoing.epoch());
        if (epoch != null && outgoing.record() instanceof Fact) {
            inDoubt(epoch, turn);
        } else if (epoch != null) {
            close(epoch, turn);
        }
    }

    /**
     * Nobody knows whether a fact of this epoch is in the log, or still gets there. Only once its
     * own fence has been read is it settled; until then it stays listed.
     */
    private void inDoubt(Epoch epoch, Turn turn) {
        breakOff(epoch, turn);
        if (epoch.fencesItself()) {
            turn.append(epoch.key(), new Fence(epoch.key()), null);
        }
    }

    /** Its own fence was read: whatever it still writes is void, and what it wrote is settled. */
    void fenced(Epoch epoch, Turn turn) {
        epoch.fenced();
        breakOff(epoch, turn);
    }

    /** A restored store may know of fences that were never read here. */
    void fencedUnseen(Ownership restored, Turn turn) {
        for (Epoch epoch : claims.ownEpochs()) {
            if (restored.isDead(epoch.key())) {
                fenced(epoch, turn);
            }
        }
    }

    /** Nothing starts in the epoch any more. Harmless if it is closed. */
    void close(Epoch epoch, Turn turn) {
        if (epoch.isClosed()) {
            return;
        }
        lanes.waiters().forEach(site::withdraw);
        lanes.clear();
        for (Attempt attempt : epoch.attempts()) {
            if (!attempt.isRunning()) {
                starter.withdraw(attempt, epoch, turn);
            }
        }
        claims.close(epoch, turn);
    }
}

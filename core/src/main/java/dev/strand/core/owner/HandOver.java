package dev.strand.core.owner;

import dev.strand.core.permit.PermitPool;

/** Ends epochs: nothing starts in them any more, and what was not entered is taken back. */
final class HandOver {
    private final PermitPool permits;
    private final Claims claims;
    private final Lanes lanes;
    private final Starter starter;

    HandOver(Site site, Claims claims, Lanes lanes, Starter starter) {
        this.permits = site.permits();
        this.claims = claims;
        this.lanes = lanes;
        this.starter = starter;
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

    /** Nothing starts in the epoch any more. Harmless if it is closed. */
    void close(Epoch epoch, Turn turn) {
        if (epoch.isClosed()) {
            return;
        }
        lanes.waiters().forEach(permits::withdraw);
        lanes.clear();
        for (Attempt attempt : epoch.attempts()) {
            if (!attempt.isRunning()) {
                starter.withdraw(attempt, epoch, turn);
            }
        }
        claims.close(epoch, turn);
    }
}

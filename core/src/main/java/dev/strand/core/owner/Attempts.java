package dev.strand.core.owner;

import dev.strand.core.log.Progress;
import dev.strand.core.log.StatusRecord.CancelRequest;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.TaskError;
import org.jspecify.annotations.Nullable;

/**
 * Attempts from the moment they enter their handler, in whatever epoch of this process, until their
 * outcome is acknowledged.
 */
final class Attempts {
    private static final AttemptResult NOT_ENTERED =
            new AttemptResult.Failed(
                    new TaskError(
                            "NOT_ENTERED",
                            "it was interrupted before the process that was to run it began",
                            null),
                    false,
                    null);

    private final Site site;
    private final Claims claims;
    private final Starter starter;
    private final Settlement settlement;
    private final HandOver handOver;
    private final Deadlines deadlines = new Deadlines();
    private final Outcomes outcomes;
    private final long startedAfterNanos;

    Attempts(Site site, Claims claims, Starter starter, Settlement settlement, HandOver handOver) {
        this.site = site;
        this.claims = claims;
        this.starter = starter;
        this.settlement = settlement;
        this.handOver = handOver;
        this.outcomes = new Outcomes(site.worker());
        this.startedAfterNanos = site.settings().startedAfter().toNanos();
    }

    boolean enter(Attempt attempt, @Nullable String worker, Turn turn) {
        Epoch epoch = claims.own(attempt.owner());
        if (epoch == null || attempt.phase != Attempt.Phase.DECIDED) {
            return false;
        }
        if (!starter.isStillAllowed(attempt, epoch, turn)) {
            starter.takeBack(attempt, epoch, turn);
            return false;
        }
        attempt.phase = Attempt.Phase.ENTERED;
        attempt.enteredNanos = turn.nanos();
        attempt.enteredAt = turn.wall();
        attempt.worker = worker;
        deadlines.entered(attempt);
        return true;
    }

    /**
     * It turns out that the process that was to run it has not entered the handler and never will:
     * it is made again as if it had not been tried, unless its end has been decided meanwhile.
     */
    void notEntered(Attempt attempt, Turn turn) {
        if (attempt.phase == Attempt.Phase.ENTERED && !isEndDecided(attempt)) {
            deadlines.returned(attempt);
            attempt.phase = Attempt.Phase.DECIDED;
            attempt.enteredAt = null;
            attempt.worker = null;
        }
        Epoch epoch = claims.own(attempt.owner());
        if (attempt.phase == Attempt.Phase.DECIDED && epoch != null) {
            starter.takeBack(attempt, epoch, turn);
            beatIfClosed(epoch, turn);
        } else if (attempt.phase == Attempt.Phase.ENTERED) {
            returned(attempt, NOT_ENTERED, 0, turn);
        }
    }

    private boolean isEndDecided(Attempt attempt) {
        return attempt.isVoid
                || attempt.cancelRequested
                || attempt.timedOut
                || claims.own(attempt.owner()) == null;
    }

    void returned(Attempt attempt, AttemptResult result, double random, Turn turn) {
        deadlines.returned(attempt);
        site.release(attempt.task().type(), turn);
        Epoch epoch = claims.own(attempt.owner());
        if (epoch == null) {
            attempt.phase = Attempt.Phase.OVER;
            return;
        }
        if (epoch.breaksNow(turn.nanos())) {
            handOver.breakOff(epoch, turn);
        }
        if (attempt.isVoid) {
            epoch.remove(attempt);
            beatIfClosed(epoch, turn);
            settlement.abandoned(attempt, turn);
        } else {
            attempt.phase = Attempt.Phase.REPORTING;
            Fact outcome = outcomes.outcome(attempt, result, random, turn.wall());
            settlement.decided(attempt, outcome);
            turn.append(attempt.owner(), outcome, attempt);
        }
    }

    void progressed(Attempt attempt, Progress progress, Turn turn) {
        if (attempt.phase == Attempt.Phase.ENTERED && !attempt.isVoid) {
            attempt.announced = true;
            Fact fact = outcomes.progressed(attempt, progress, turn.wall());
            turn.append(attempt.owner(), fact, attempt);
        }
    }

    /** Announces attempts that last, and interrupts those whose time is over. */
    void tick(Turn turn) {
        for (Attempt attempt : deadlines.lasting(turn.nanos(), startedAfterNanos)) {
            if (!attempt.announced && !attempt.isVoid) {
                attempt.announced = true;
                turn.append(attempt.owner(), outcomes.started(attempt, turn.wall()), attempt);
            }
        }
        for (Attempt attempt : deadlines.overdue(turn.nanos())) {
            attempt.timedOut = true;
            turn.interrupt(attempt);
        }
    }

    /** A record is durable. */
    void acknowledged(Outgoing outgoing, Turn turn) {
        Epoch epoch = claims.own(outgoing.epoch());
        if (epoch == null) {
            return;
        }
        boolean wasActing = claims.acting(turn.nanos()) == epoch;
        handOver.acknowledged(epoch, outgoing, turn);
        if (outgoing.record() instanceof Fact fact) {
            acknowledged(epoch, outgoing, fact, turn);
        }
        // Work begins on the stream thread: once the beat is read, if the claim was read before.
        if (!wasActing && claims.acting(turn.nanos()) == epoch) {
            claims.beat(epoch, turn);
        }
    }

    /** A fact of an own epoch is durable. */
    private void acknowledged(Epoch epoch, Outgoing outgoing, Fact fact, Turn turn) {
        Attempt attempt = outgoing.attempt();
        if (attempt == null) {
            epoch.remove(fact);
            beatIfClosed(epoch, turn);
            settlement.ended(fact, turn);
        } else if (fact.status().endsAttempt()) {
            epoch.remove(attempt);
            beatIfClosed(epoch, turn);
            settlement.reported(attempt, fact, turn);
        } else {
            starter.announced(attempt, epoch, turn);
        }
    }

    private void beatIfClosed(Epoch epoch, Turn turn) {
        if (epoch.isClosed() && epoch.saysReleaseNow()) {
            claims.beat(epoch, turn);
        }
    }

    /** A run has ended: attempts of it, other than the one that ended it, no longer count. */
    void ended(Fact end, Turn turn) {
        for (Epoch epoch : claims.ownEpochs()) {
            Attempt attempt = epoch.attempt(end.run().groupId());
            if (attempt != null && attempt.run().equals(end.run()) && !attempt.isWrittenIn(end)) {
                makeVoid(attempt, epoch, turn);
            }
        }
    }

    private void makeVoid(Attempt attempt, Epoch epoch, Turn turn) {
        switch (attempt.phase) {
            case ENTERED -> {
                attempt.isVoid = true;
                turn.interrupt(attempt);
            }
            case PROBING, DECIDED -> starter.takeBack(attempt, epoch, turn);
            case REPORTING, OVER -> {}
        }
    }

    /** Somebody asks that whoever runs this run cancel it. */
    void cancel(CancelRequest request, Turn turn) {
        for (Epoch epoch : claims.ownEpochs()) {
            Attempt attempt = epoch.attempt(request.run().groupId());
            if (attempt != null && attempt.run().equals(request.run())) {
                attempt.cancelRequested = true;
                if (attempt.phase == Attempt.Phase.ENTERED) {
                    turn.interrupt(attempt);
                }
            }
        }
    }

    /** Interrupts everything that runs; its runs are started again by the next owner. */
    void abandon(Turn turn) {
        for (Epoch epoch : claims.ownEpochs()) {
            for (Attempt attempt : epoch.attempts()) {
                if (attempt.phase == Attempt.Phase.ENTERED) {
                    attempt.isVoid = true;
                    turn.interrupt(attempt);
                }
            }
        }
    }
}

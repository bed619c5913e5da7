package dev.strand.core.owner;

import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.Fact;

/** What becomes of a lane when an outcome of it is durable, or will never be. */
final class Settlement {
    private final Claims claims;
    private final Lanes lanes;
    private final Starter starter;
    private final Probation probation;

    Settlement(Claims claims, Lanes lanes, Starter starter, Probation probation) {
        this.claims = claims;
        this.lanes = lanes;
        this.starter = starter;
        this.probation = probation;
    }

    /** The outcome of an attempt has been decided; it is on its way. */
    void decided(Attempt attempt, Fact outcome) {
        Lane lane = lanes.find(attempt.run().groupId());
        if (outcome.parksGroup() && lane != null && lane.attempt == attempt) {
            lanes.halts().parking(attempt.run());
        }
    }

    /** The outcome of an attempt is durable: the lane goes on. */
    void reported(Attempt attempt, Fact outcome, Turn turn) {
        Lane lane = lanes.find(attempt.run().groupId());
        if (lane != null && lane.attempt == attempt) {
            lane.attempt = null;
            lane.isProven = true;
            probation.passed(lane.groupId());
            settle(lane, outcome, turn);
        }
    }

    /**
     * An attempt has returned whose outcome does not count. If it is of an earlier epoch, the lane
     * waited for that.
     */
    void abandoned(Attempt attempt, Turn turn) {
        Lane lane = lanes.find(attempt.run().groupId());
        if (lane != null) {
            if (lane.attempt == attempt) {
                lane.attempt = null;
            }
            starter.tryStart(lane, turn);
        }
    }

    /** A fact that ended a run without an attempt is durable: the lane goes on. */
    void ended(Fact end, Turn turn) {
        Lane lane = lanes.find(end.run().groupId());
        if (lane != null) {
            settle(lane, end, turn);
        }
    }

    private void settle(Lane lane, Fact fact, Turn turn) {
        Queued queued = lane.find(fact.run().sequence());
        if (queued != null && !queued.id().equals(fact.run())) {
            queued = null;
        }
        if (queued != null && fact.status().isTerminal()) {
            lane.remove(fact.run().sequence());
        } else if (queued != null) {
            queued.attemptMade(fact.attempt());
            queued.retryAt(fact.details().nextAttemptAt());
            lane.holdIfStarted(queued);
            endIfCancelled(queued, turn);
        }
        starter.tryStart(lane, turn);
    }

    private void endIfCancelled(Queued queued, Turn turn) {
        Epoch epoch = claims.acting(turn.nanos());
        if (queued.isCancelPending && !queued.isEnding && epoch != null) {
            starter.end(queued, epoch, FactStatus.CANCELLED, turn);
        }
    }
}

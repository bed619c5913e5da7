package dev.strand.core.owner;

import dev.strand.core.fold.Rule;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.permit.Waiter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether the head of a lane may start, and starts it. */
final class Starter {
    private final Site site;
    private final Claims claims;
    private final Lanes lanes;
    private final Probation probation;
    private final Strangers strangers;
    private final Outcomes outcomes;
    private final Admission admission;
    private boolean isDraining;

    Starter(Site site, Claims claims, Lanes lanes, Aftermath aftermath, Admission admission) {
        this.site = site;
        this.admission = admission;
        this.claims = claims;
        this.lanes = lanes;
        this.probation = aftermath.probation();
        this.strangers = aftermath.strangers();
        this.outcomes = new Outcomes(site.worker());
    }

    void drain() {
        isDraining = true;
    }

    boolean isDraining() {
        return isDraining;
    }

    void startAll(Turn turn) {
        if (claims.acting(turn.nanos()) != null) {
            lanes.all().forEach(lane -> tryStart(lane, turn));
        }
    }

    void tryStart(String groupId, Turn turn) {
        Lane lane = lanes.find(groupId);
        if (lane != null) {
            tryStart(lane, turn);
        }
    }

    /** Looks at the lanes of which something has become due. */
    void wakeDue(Turn turn) {
        admission.wake(turn);
        for (Lane due = lanes.wakes().nextDue(turn.wall());
                due != null;
                due = lanes.wakes().nextDue(turn.wall())) {
            tryStart(due, turn);
        }
    }

    /** Starts the head of a lane if every rule allows it now. */
    void tryStart(Lane lane, Turn turn) {
        lane.wake(turn.wall());
        endExpired(lane, turn);
        Queued head = startable(lane, turn);
        if (head == null) {
            waitNoLonger(lane, turn);
        } else if (admission.isFirstInLine(lane, head, turn)) {
            begin(lane, head, turn);
        } else {
            String type = head.task().type();
            lanes.holds().change(lane, site.isHere(type) ? Hold.PERMIT : Hold.HANDLER, type);
        }
        lanes.removeIfEmpty(lane);
        lanes.wakes().wakeWhenDue(lane, turn.wall());
    }

    /**
     * Ends what may not start any more, wherever it stands and whatever halts the group; the rest
     * of many as their ends are acknowledged.
     */
    private void endExpired(Lane lane, Turn turn) {
        List<Queued> expired = lane.expired(turn.wall());
        Epoch epoch = expired.isEmpty() || isDraining ? null : claims.acting(turn.nanos());
        Queued head = lane.head();
        if (epoch == null
                || !claims.isReleased(lane.groupId(), epoch)
                || (head != null && mayBeInside(lane, head))) {
            return;
        }
        for (Queued queued : expired) {
            if (!lane.isRunning(queued.id().sequence())) {
                end(queued, epoch, FactStatus.EXPIRED, turn);
                lane.ends(queued);
            }
        }
    }

    /** What the lane waited for a permit with may not start now, while others may. */
    private void waitNoLonger(Lane lane, Turn turn) {
        if (lane.waiter != null && claims.acting(turn.nanos()) != null) {
            admission.waitNoLonger(lane);
        }
    }

    /** The lane has been given the permit it waited for, or another process will run its head. */
    void granted(Waiter waiter, Turn turn) {
        Lane lane = lanes.find(waiter.groupId());
        if (lane == null || !waiter.equals(lane.waiter)) {
            admission.giveBack(waiter.type(), turn);
            return;
        }
        lane.waiter = null;
        lane.wake(turn.wall());
        Queued head = startable(lane, turn);
        if (head != null && head.task().type().equals(waiter.type())) {
            begin(lane, head, turn);
        } else {
            admission.giveBack(waiter.type(), turn);
            tryStart(lane, turn);
        }
    }

    /**
     * The head of the lane if it may start, leaving permits aside; a head that can only end is
     * ended.
     */
    private @Nullable Queued startable(Lane lane, Turn turn) {
        Epoch epoch = claims.acting(turn.nanos());
        Queued head = lane.head();
        lane.rateUntil = null;
        if (epoch == null || head == null || lane.attempt != null) {
            lanes.holds()
                    .change(
                            lane,
                            head == null && !lane.isEmpty() ? Hold.SCHEDULE : Hold.NOTHING,
                            null);
            return null;
        }
        Hold hold = holdOf(lane, head, epoch, turn);
        lanes.holds().change(lane, hold, head.task().type());
        if (hold == Hold.END && !head.isEnding && !head.isCancelPending) {
            FactStatus end = head.isExpired(turn.wall()) ? FactStatus.EXPIRED : FactStatus.FAILED;
            end(head, epoch, end, turn);
        }
        return hold == Hold.NOTHING ? head : null;
    }

    private Hold holdOf(Lane lane, Queued head, Epoch epoch, Turn turn) {
        if (isDraining) {
            return Hold.DRAIN;
        }
        if (lanes.halts().parkedBy(lane) != null) {
            return Hold.PARK;
        }
        if (lanes.halts().halts(lane, head)) {
            return Hold.PAUSE;
        }
        if (epoch.attempt(lane.groupId()) != null
                || !claims.isReleased(lane.groupId(), epoch)
                || mayBeInside(lane, head)) {
            return Hold.PREDECESSOR;
        }
        if (head.isEnding || head.isCancelPending) {
            return Hold.END;
        }
        if (!head.isDue(turn.wall())) {
            return head.isStarted() ? Hold.RETRY : Hold.SCHEDULE;
        }
        if (head.isExpired(turn.wall()) || head.isExhausted()) {
            return Hold.END;
        }
        return admission.isWithinRate(lane, head, turn) ? Hold.NOTHING : Hold.GROUP_RATE;
    }

    /**
     * Whether something of the group that no longer counts may still be inside its handler: here,
     * from an own epoch before this one, or in another process.
     */
    boolean mayBeInside(Lane lane, Queued head) {
        return claims.leftInside(lane.groupId()) != null
                || strangers.holds(lane.groupId(), probation.covers(head));
    }

    private void begin(Lane lane, Queued head, Turn turn) {
        Epoch epoch = claims.acting(turn.nanos());
        if (epoch == null) {
            admission.giveBack(head.task().type(), turn);
            return;
        }
        admission.starts(lane, head, turn);
        boolean isAnnounced = head.isAnnounced();
        Attempt attempt =
                new Attempt(
                        head.id(),
                        head.task(),
                        epoch.key(),
                        head.takeNextAttempt(),
                        epoch.nextStart());
        attempt.isElsewhere = !site.isHere(head.task().type());
        attempt.announced = isAnnounced;
        lane.attempt = attempt;
        epoch.add(attempt);
        boolean onProbation = !isAnnounced && !lane.isProven && probation.covers(head);
        if (onProbation && site.settings().keeps(Rule.PROBATION)) {
            attempt.phase = Attempt.Phase.PROBING;
            attempt.announced = true;
            head.attemptMade(attempt.number());
            lane.holdIfStarted(head);
            turn.append(epoch.key(), outcomes.started(attempt, turn.wall()), attempt);
        } else {
            turn.run(attempt);
        }
    }

    /** The announcement of an attempt in probation is durable: it may be made. */
    void announced(Attempt attempt, Epoch epoch, Turn turn) {
        if (attempt.phase != Attempt.Phase.PROBING) {
            return;
        }
        attempt.phase = Attempt.Phase.DECIDED;
        if (isStillAllowed(attempt, epoch, turn)) {
            turn.run(attempt);
        } else {
            takeBack(attempt, epoch, turn);
        }
    }

    /** Whether an attempt that was decided earlier may be made now. */
    boolean isStillAllowed(Attempt attempt, Epoch epoch, Turn turn) {
        Lane lane = lanes.find(attempt.run().groupId());
        if (lane == null) {
            return false;
        }
        lane.wake(turn.wall());
        Queued head = lane.head();
        return head != null
                && lane.attempt == attempt
                && head.id().equals(attempt.run())
                && !head.isCancelPending
                && !lanes.halts().halts(lane, head)
                && !mayBeInside(lane, head)
                && !isDraining
                && claims.acting(turn.nanos()) == epoch;
    }

    /** An attempt that has not entered its handler is not made now; the lane looks again. */
    void takeBack(Attempt attempt, Epoch epoch, Turn turn) {
        withdraw(attempt, epoch, turn);
        tryStart(attempt.run().groupId(), turn);
    }

    /** An attempt that has not entered its handler is not made. */
    void withdraw(Attempt attempt, Epoch epoch, Turn turn) {
        boolean isAnnounced = attempt.announced && attempt.phase == Attempt.Phase.DECIDED;
        epoch.remove(attempt);
        admission.withdraw(attempt, turn);
        Lane lane = lanes.find(attempt.run().groupId());
        if (lane != null && lane.attempt == attempt) {
            lane.attempt = null;
            Queued queued = lane.find(attempt.run().sequence());
            if (queued != null && isAnnounced) {
                queued.attemptMade(attempt.number());
                lane.holdIfStarted(queued);
                queued.keepAnnounced(attempt.number());
            }
        }
    }

    /** Ends a run without an attempt. */
    void end(Queued queued, Epoch epoch, FactStatus status, Turn turn) {
        Fact end = outcomes.ended(queued, epoch.key(), status, turn.wall());
        lanes.ending(queued);
        if (end.parksGroup()) {
            lanes.halts().parking(queued.id());
        }
        epoch.add(end);
        turn.append(epoch.key(), end, null);
    }
}

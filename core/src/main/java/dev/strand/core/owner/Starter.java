package dev.strand.core.owner;

import dev.strand.core.fold.Rule;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.Waiter;
import org.jspecify.annotations.Nullable;

/** Decides whether the head of a lane may start, and starts it. */
final class Starter {
    private final Site site;
    private final PermitPool permits;
    private final Claims claims;
    private final Lanes lanes;
    private final Probation probation;
    private final Outcomes outcomes;
    private boolean isDraining;

    Starter(Site site, Claims claims, Lanes lanes, Probation probation) {
        this.site = site;
        this.permits = site.permits();
        this.claims = claims;
        this.lanes = lanes;
        this.probation = probation;
        this.outcomes = new Outcomes(site.worker());
    }

    void drain() {
        isDraining = true;
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
        for (Lane due = lanes.nextDue(turn.wall()); due != null; due = lanes.nextDue(turn.wall())) {
            tryStart(due, turn);
        }
    }

    /** Starts the head of a lane if every rule allows it now. */
    void tryStart(Lane lane, Turn turn) {
        lane.wake(turn.wall());
        Queued head = startable(lane, turn);
        if (head != null && isFirstInLine(lane, head, turn)) {
            begin(lane, head, turn);
        }
        lanes.removeIfEmpty(lane);
        lanes.wakeWhenDue(lane, turn.wall());
    }

    /** Whether the lane has got a permit; if not, it waits for one with the priority it has now. */
    private boolean isFirstInLine(Lane lane, Queued head, Turn turn) {
        Waiter waiting = lane.waiter;
        int priority = lane.priority();
        boolean isMoreUrgent = waiting != null && priority > waiting.priority();
        if (waiting != null && !(isMoreUrgent && permits.withdraw(waiting))) {
            return false;
        }
        long since = waiting == null ? turn.nanos() : waiting.sinceNanos();
        Waiter waiter =
                new Waiter(site.partition(), lane.groupId(), head.task().type(), priority, since);
        boolean isGranted = permits.acquireOrWait(waiter);
        lane.waiter = isGranted ? null : waiter;
        return isGranted;
    }

    /** The lane has been given the permit it waited for. */
    void granted(Waiter waiter, Turn turn) {
        Lane lane = lanes.find(waiter.groupId());
        if (lane == null || !waiter.equals(lane.waiter)) {
            turn.release(permits, waiter.type());
            return;
        }
        lane.waiter = null;
        lane.wake(turn.wall());
        Queued head = startable(lane, turn);
        if (head != null && head.task().type().equals(waiter.type())) {
            begin(lane, head, turn);
        } else {
            turn.release(permits, waiter.type());
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
        if (epoch == null || head == null || lane.attempt != null || !mayStartIn(lane, epoch)) {
            return null;
        }
        if (head.isEnding || head.isCancelPending || !head.isDue(turn.wall())) {
            return null;
        }
        if (head.isExpired(turn.wall())) {
            end(head, epoch, FactStatus.EXPIRED, turn);
            return null;
        }
        if (head.isExhausted()) {
            end(head, epoch, FactStatus.FAILED, turn);
            return null;
        }
        return site.hasHandler().test(head.task().type()) ? head : null;
    }

    private boolean mayStartIn(Lane lane, Epoch epoch) {
        return !isDraining
                && !lane.isPaused()
                && epoch.attempt(lane.groupId()) == null
                && claims.isReleased(lane.groupId(), epoch);
    }

    private void begin(Lane lane, Queued head, Turn turn) {
        Epoch epoch = claims.acting(turn.nanos());
        if (epoch == null) {
            turn.release(permits, head.task().type());
            return;
        }
        boolean isAnnounced = head.isAnnounced();
        Attempt attempt = new Attempt(head.id(), head.task(), epoch.key(), head.takeNextAttempt());
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
                && !lane.isPaused()
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
        turn.release(permits, attempt.task().type());
        Lane lane = lanes.find(attempt.run().groupId());
        if (lane != null && lane.attempt == attempt) {
            lane.attempt = null;
            Queued queued = lane.find(attempt.run().sequence());
            if (queued != null && isAnnounced) {
                queued.keepAnnounced(attempt.number());
            }
        }
    }

    /** Ends a run without an attempt. */
    void end(Queued queued, Epoch epoch, FactStatus status, Turn turn) {
        Fact end = outcomes.ended(queued, epoch.key(), status, turn.wall());
        lanes.ending(queued);
        epoch.add(end);
        turn.append(epoch.key(), end, null);
    }
}

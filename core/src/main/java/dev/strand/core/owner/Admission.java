package dev.strand.core.owner;

import dev.strand.core.permit.GroupRates;
import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.RateLimit;
import dev.strand.core.permit.Waiter;
import dev.strand.core.why.Reason;
import org.jspecify.annotations.Nullable;

/** Permits and rates of the lanes of a partition: what a lane needs besides being ready. */
final class Admission {
    private final Site site;
    private final PermitPool permits;
    private final GroupRates groupRates;

    Admission(Site site) {
        this.site = site;
        this.permits = site.permits();
        this.groupRates = new GroupRates(permits.limits());
    }

    /** Hands out what time has made free. */
    void wake(Turn turn) {
        turn.grant(permits);
    }

    /**
     * Whether the rate of the group lets its head start now; if not, the lane is told until when.
     */
    boolean isWithinRate(Lane lane, Queued head, Turn turn) {
        String type = head.task().type();
        long readyIn = groupRates.readyInNanos(lane.groupId(), type, turn.nanos());
        lane.rateUntil = readyIn == 0 ? null : turn.wall().plusNanos(readyIn);
        return readyIn == 0;
    }

    /** That the rate of the group lets its head wait, or null. */
    @Nullable Reason groupRate(Lane lane, Queued head, Moment now) {
        String type = head.task().type();
        RateLimit rate = permits.limits().of(type).groupRate();
        long readyIn = groupRates.readyInNanos(lane.groupId(), type, now.nanos());
        return rate == null || readyIn == 0
                ? null
                : new Reason.GroupRateLimited(
                        type, rate.perSecond(), now.wall().plusNanos(readyIn));
    }

    /**
     * Whether the lane has got a permit; if not, it waits for one, or for a process that has the
     * handler, with the priority it has now.
     */
    boolean isFirstInLine(Lane lane, Queued head, Turn turn) {
        Waiter waiting = lane.waiter;
        int priority = lane.priority();
        boolean isOutdated =
                waiting != null
                        && (priority > waiting.priority()
                                || !head.task().type().equals(waiting.type()));
        if (waiting != null && !(isOutdated && site.withdraw(waiting))) {
            return false;
        }
        long since = waiting == null ? turn.nanos() : waiting.sinceNanos();
        String type = head.task().type();
        Waiter waiter = new Waiter(site.partition(), lane.groupId(), type, priority, since);
        boolean isGranted = acquireOrWait(waiter, turn.nanos());
        lane.waiter = isGranted ? null : waiter;
        return isGranted;
    }

    private boolean acquireOrWait(Waiter waiter, long nowNanos) {
        if (site.isHere(waiter.type())) {
            return permits.acquireOrWait(waiter, nowNanos);
        }
        permits.elsewhere().add(waiter);
        return false;
    }

    /** What the lane waited for a permit with may not start now. */
    void waitNoLonger(Lane lane) {
        Waiter waiting = lane.waiter;
        if (waiting != null && site.withdraw(waiting)) {
            lane.waiter = null;
        }
    }

    /** The head of the lane starts, with the permit it has got. */
    void starts(Lane lane, Queued head, Turn turn) {
        groupRates.take(lane.groupId(), head.task().type(), turn.nanos());
    }

    /** A permit is not used after all. */
    void giveBack(String type, Turn turn) {
        site.giveBack(type, turn);
    }

    /** An attempt that was to start does not. */
    void withdraw(Attempt attempt, Turn turn) {
        groupRates.giveBack(attempt.run().groupId(), attempt.task().type());
        site.giveBack(attempt.task().type(), turn);
    }
}

package dev.strand.core.owner;

import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.permit.Elsewhere;
import dev.strand.core.permit.TypeUse;
import dev.strand.core.permit.Waiter;
import dev.strand.core.why.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why the next task of a group has not started, by the very rules that {@link Starter} has. */
final class GroupReasons {
    private final Site site;
    private final Claims claims;
    private final Lanes lanes;
    private final Starter starter;
    private final Admission admission;
    private final Strangers strangers;

    GroupReasons(
            Site site,
            Claims claims,
            Lanes lanes,
            Starter starter,
            Admission admission,
            Strangers strangers) {
        this.site = site;
        this.claims = claims;
        this.lanes = lanes;
        this.starter = starter;
        this.admission = admission;
        this.strangers = strangers;
    }

    List<Reason> of(Lane lane, Moment now) {
        List<Reason> reasons = new ArrayList<>();
        Epoch epoch = claims.acting(now.nanos());
        if (epoch == null) {
            reasons.add(new Reason.NoOwner(site.partition()));
        } else {
            holds(lane, epoch, reasons);
        }
        Queued head = lane.head();
        Instant next = lane.nextSchedule();
        if (head != null) {
            head(lane, head, now, reasons);
        } else if (next != null) {
            reasons.add(new Reason.NotDue(next));
        }
        if (reasons.isEmpty()) {
            reasons.add(
                    head == null
                            ? new Reason.Ended()
                            : new Reason.Running(head.attempts() + 1, null));
        }
        return reasons;
    }

    /** What holds the group, whichever task is at its head. */
    private void holds(Lane lane, Epoch epoch, List<Reason> reasons) {
        if (starter.isDraining()) {
            reasons.add(new Reason.Draining(site.worker()));
        }
        halts(lane, reasons);
        Holder blocking = claims.blocking(lane.groupId(), epoch);
        if (blocking != null) {
            reasons.add(
                    new Reason.PredecessorUnknown(
                            blocking.instance(),
                            blocking.key().epoch(),
                            listed(blocking, lane.groupId())));
        }
        Inside inside = blocking == null ? strangers.of(lane.groupId()) : null;
        if (inside != null) {
            reasons.add(
                    new Reason.PredecessorUnknown(
                            inside.processor(), inside.epoch(), inside.taskId()));
        } else if (blocking == null && isAskedFor(lane)) {
            reasons.add(new Reason.Recovering(site.partition()));
        }
    }

    /** Whether something of it may still run for an owner that is gone. */
    private boolean isAskedFor(Lane lane) {
        Queued head = lane.head();
        return head != null && starter.mayBeInside(lane, head);
    }

    /** What commands and failures hold. */
    private void halts(Lane lane, List<Reason> reasons) {
        GroupState all = lanes.halts().pauseOfAll();
        if (all != null) {
            reasons.add(new Reason.PausedAll(pause(all)));
        }
        Queued head = lane.head();
        String type = head == null ? null : head.task().type();
        GroupState ofType = type == null ? null : lanes.halts().pauseOf(type);
        if (type != null && ofType != null) {
            reasons.add(new Reason.PausedType(type, pause(ofType)));
        }
        RunId parkedBy = lanes.halts().parkedBy(lane);
        if (parkedBy != null) {
            reasons.add(new Reason.Parked(parkedBy.taskId(), null));
        }
        if (lane.isPaused()) {
            reasons.add(new Reason.PausedGroup(lane.pause()));
        }
    }

    private static Reason.Pause pause(GroupState paused) {
        return new Reason.Pause(paused.by(), paused.reason(), paused.since());
    }

    private static @Nullable String listed(Holder holder, String groupId) {
        for (Running running : holder.running()) {
            if (running.run().groupId().equals(groupId)) {
                return running.run().taskId();
            }
        }
        return null;
    }

    private void head(Lane lane, Queued head, Moment now, List<Reason> reasons) {
        String type = head.task().type();
        Instant due = head.due();
        if (head.isCancelPending || head.isEnding) {
            reasons.add(new Reason.CancelPending());
        }
        if (due != null && !head.isDue(now.wall())) {
            int maxAttempts = head.task().options().retry().maxAttempts();
            reasons.add(
                    head.isStarted()
                            ? new Reason.RetryLater(head.attempts(), maxAttempts, due)
                            : new Reason.NotDue(due));
        }
        if (!site.isHere(type)) {
            reasons.add(noHandler(type));
        }
        Reason rate = admission.groupRate(lane, head, now);
        if (rate != null) {
            reasons.add(rate);
        }
        Waiter waiter = lane.waiter;
        if (waiter != null && site.isHere(waiter.type())) {
            reasons.add(permit(waiter, now));
        }
    }

    /** That the type can't be run here, and what is known of the others. */
    Reason noHandler(String type) {
        Elsewhere.Handlers handlers = site.permits().elsewhere().handlers();
        List<String> processors = handlers.of(type);
        return processors.isEmpty()
                ? new Reason.NoHandler(type, handlers.askedAt())
                : new Reason.HandlerElsewhere(type, processors);
    }

    private Reason permit(Waiter waiter, Moment now) {
        String type = waiter.type();
        TypeUse use = site.permits().use(type, now.nanos());
        Instant since = now.wall().minusNanos(Math.max(now.nanos() - waiter.sinceNanos(), 0));
        return switch (use.wanting()) {
            case GATE ->
                    new Reason.BreakerOpen(
                            type,
                            use.isGateClosedByTime() ? after(now, use.gateClosedForNanos()) : null);
            case TYPE_PERMIT ->
                    new Reason.NoTypePermit(type, use.inUse(), use.limits().permits(), since);
            case RATE ->
                    new Reason.RateLimited(
                            type, use.perSecond(), after(now, use.rateReadyInNanos()));
            case PERMIT ->
                    new Reason.NoPermit(site.permits().used(), site.permits().limit(), since);
        };
    }

    private static Instant after(Moment now, long nanos) {
        return now.wall().plusNanos(nanos);
    }
}

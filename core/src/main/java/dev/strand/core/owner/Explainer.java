package dev.strand.core.owner;

import dev.strand.core.fold.GroupState;
import dev.strand.core.fold.Ownership.Holder;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord.Running;
import dev.strand.core.log.TaskStatus;
import dev.strand.core.permit.TypeUse;
import dev.strand.core.permit.Waiter;
import dev.strand.core.why.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out why a group is not running, by the very rules that {@link Starter} starts by. */
final class Explainer {
    private final Site site;
    private final Claims claims;
    private final Lanes lanes;
    private final Starter starter;
    private final Admission admission;

    Explainer(Site site, Claims claims, Lanes lanes, Starter starter, Admission admission) {
        this.admission = admission;
        this.site = site;
        this.claims = claims;
        this.lanes = lanes;
        this.starter = starter;
    }

    List<Reason> explain(String groupId, @Nullable String taskId, Moment now) {
        Attempt attempt = attemptOf(groupId);
        if (attempt != null) {
            return isAbout(taskId, attempt.run().taskId())
                    ? running(attempt, now)
                    : behind(groupId, taskId, attempt, now);
        }
        Lane lane = lanes.find(groupId);
        if (lane == null || !lanes.isLoaded()) {
            return List.of(withoutLane(now));
        }
        return taskId == null ? ofGroup(lane, now) : ofTask(lane, taskId, now);
    }

    private static boolean isAbout(@Nullable String asked, String taskId) {
        return asked == null || asked.equals(taskId);
    }

    /** What runs of the group in this process, under whatever epoch. */
    private @Nullable Attempt attemptOf(String groupId) {
        for (Epoch epoch : claims.ownEpochs()) {
            Attempt attempt = epoch.attempt(groupId);
            if (attempt != null) {
                return attempt;
            }
        }
        return null;
    }

    private List<Reason> running(Attempt attempt, Moment now) {
        List<Reason> reasons = new ArrayList<>();
        Instant interruptedAt = attempt.interruptedAt;
        boolean isStuck =
                attempt.phase == Attempt.Phase.ENTERED
                        && interruptedAt != null
                        && !interruptedAt.plus(site.settings().stuckAfter()).isAfter(now.wall());
        if (isStuck && interruptedAt != null) {
            reasons.add(new Reason.Stuck(attempt.number(), interruptedAt));
        }
        if (attempt.cancelRequested) {
            reasons.add(new Reason.CancelPending());
        }
        reasons.add(new Reason.Running(attempt.number(), attempt.enteredAt));
        return reasons;
    }

    private List<Reason> behind(
            String groupId, @Nullable String taskId, Attempt attempt, Moment now) {
        Lane lane = lanes.find(groupId);
        Reason own = lane == null || taskId == null ? null : ownReason(lane, taskId, now);
        List<Reason> reasons = new ArrayList<>();
        if (own != null) {
            reasons.add(own);
        }
        if (!(own instanceof Reason.Ended)) {
            reasons.add(
                    new Reason.Behind(
                            attempt.run().taskId(), TaskStatus.RUNNING, attempt.enteredAt));
            running(attempt, now).stream()
                    .filter(Reason.Stuck.class::isInstance)
                    .forEach(reasons::add);
        }
        return reasons;
    }

    private Reason withoutLane(Moment now) {
        Epoch current = claims.current();
        if (claims.isAssigned() && lanes.isLoaded() && claims.acting(now.nanos()) != null) {
            return new Reason.Ended();
        }
        boolean isTakingOver = claims.isAssigned() && current != null && !current.isClosed();
        return isTakingOver && !lanes.isLoaded()
                ? new Reason.Recovering(site.partition())
                : new Reason.NoOwner(site.partition());
    }

    private List<Reason> ofTask(Lane lane, String taskId, Moment now) {
        Queued head = lane.head();
        if (head != null && head.id().taskId().equals(taskId)) {
            return ofGroup(lane, now);
        }
        Reason own = ownReason(lane, taskId, now);
        if (own instanceof Reason.Ended) {
            return List.of(own);
        }
        List<Reason> reasons = new ArrayList<>();
        if (own != null) {
            reasons.add(own);
        }
        if (head != null) {
            TaskStatus status = head.isStarted() ? TaskStatus.RETRYING : TaskStatus.QUEUED;
            reasons.add(new Reason.Behind(head.id().taskId(), status, null));
            reasons.addAll(ofGroup(lane, now));
        }
        return reasons;
    }

    /** What keeps a task whatever stands before it; null if nothing does. */
    private static @Nullable Reason ownReason(Lane lane, String taskId, Moment now) {
        Queued queued = lane.find(taskId);
        if (queued == null) {
            return lane.hasMore() ? null : new Reason.Ended();
        }
        if (queued.isCancelPending || queued.isEnding) {
            return new Reason.CancelPending();
        }
        Instant due = queued.due();
        return due == null || queued.isDue(now.wall()) ? null : new Reason.NotDue(due);
    }

    private List<Reason> ofGroup(Lane lane, Moment now) {
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
        if (!site.hasHandler().test(type)) {
            reasons.add(new Reason.NoHandler(type));
        }
        Reason rate = admission.groupRate(lane, head, now);
        if (rate != null) {
            reasons.add(rate);
        }
        Waiter waiter = lane.waiter;
        if (waiter != null) {
            reasons.add(permit(waiter, now));
        }
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

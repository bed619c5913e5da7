package dev.strand.core.owner;

import dev.strand.core.log.TaskStatus;
import dev.strand.core.why.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out why a group or a task of it is not running. */
final class Explainer {
    private final Site site;
    private final Claims claims;
    private final Lanes lanes;
    private final GroupReasons groupReasons;

    Explainer(Site site, Claims claims, Lanes lanes, GroupReasons reasons) {
        this.site = site;
        this.claims = claims;
        this.lanes = lanes;
        this.groupReasons = reasons;
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
        return taskId == null ? groupReasons.of(lane, now) : ofTask(lane, taskId, now);
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
        reasons.add(runs(attempt));
        return reasons;
    }

    private Reason runs(Attempt attempt) {
        String processor = attempt.worker;
        Instant enteredAt = attempt.enteredAt;
        if (!attempt.isElsewhere()) {
            return new Reason.Running(attempt.number(), enteredAt);
        }
        return processor == null || enteredAt == null
                ? groupReasons.noHandler(attempt.task().type())
                : new Reason.RunningElsewhere(
                        attempt.number(), enteredAt, processor, attempt.task().type());
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
            return groupReasons.of(lane, now);
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
            reasons.addAll(groupReasons.of(lane, now));
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
}

package dev.strand.status.why;

import dev.strand.core.log.RunId;
import dev.strand.core.log.TaskStatus;
import dev.strand.status.owner.OwnerLine;
import dev.strand.status.table.GroupRow;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a task is not running, as far as the logs know it. The first reason is the decisive one.
 * Pure.
 */
final class LogReasons {
    private LogReasons() {}

    static List<Reason> of(Situation situation, long nowMillis) {
        TaskRow head = situation.group().head();
        TaskRow task = situation.task() == null ? head : situation.task().row();
        if (task == null) {
            return List.of(Reason.of("ENDED", "Every task of the group has ended."));
        }
        if (task.status().isTerminal()) {
            return List.of(ended(task));
        }
        if (task.status() == TaskStatus.RUNNING) {
            return List.of(running("It runs", task, nowMillis));
        }
        List<Reason> reasons = new ArrayList<>();
        TaskRow before = head != null && head.id().sequence() < task.id().sequence() ? head : null;
        if (before != null && before.status() == TaskStatus.RUNNING) {
            reasons.add(behind(before, nowMillis));
        }
        addHolds(situation, reasons);
        addOwner(situation.owner(), nowMillis, reasons);
        if (before != null && before.status() != TaskStatus.RUNNING) {
            addHead(before, nowMillis, reasons);
            reasons.add(behind(before, nowMillis));
        } else if (before == null) {
            addHead(task, nowMillis, reasons);
        }
        if (reasons.isEmpty()) {
            reasons.add(
                    Reason.of(
                            "UNKNOWN",
                            "Nothing in the logs holds it back; its owner %s does not say more."
                                    .formatted(situation.owner().instance())));
        }
        return reasons;
    }

    private static Reason ended(TaskRow task) {
        String sentence =
                switch (task.status()) {
                    case COMPLETED -> "It has completed.";
                    case FAILED ->
                            task.holdsItsGroup()
                                    ? "It has failed for good and holds its group; retry with"
                                            + " inPlace runs it again before all that waits, unpark"
                                            + " with SKIP goes on without it."
                                    : "It has failed for good; retry starts it again.";
                    case CANCELLED -> "It was cancelled; retry starts it again.";
                    case EXPIRED -> "It was not started before it expired.";
                    case SCHEDULED, QUEUED, RUNNING, RETRYING -> "It has not ended.";
                };
        long finished = task.told().finishedAtMillis();
        return Reason.of("ENDED", sentence)
                .since(finished == Told.NEVER ? null : Instant.ofEpochMilli(finished));
    }

    private static Reason running(String what, TaskRow task, long nowMillis) {
        Instant since = startOf(task);
        return Reason.of("RUNNING", what + sinceWords(since, nowMillis) + ".").since(since);
    }

    private static @Nullable Instant startOf(TaskRow task) {
        if (task.told().attempts().isEmpty()) {
            return null;
        }
        long started = task.told().attempts().getLast().startedAtMillis();
        return started == Told.NEVER ? null : Instant.ofEpochMilli(started);
    }

    private static Reason behind(TaskRow head, long nowMillis) {
        String id = head.id().taskId();
        TaskStatus status = head.statusAt(nowMillis);
        Instant since = status == TaskStatus.RUNNING ? startOf(head) : null;
        String state =
                switch (status) {
                    case RUNNING -> "which runs" + sinceWords(since, nowMillis);
                    case RETRYING -> "which has failed and waits for its next attempt";
                    case SCHEDULED -> "which is not due yet";
                    case QUEUED -> "which waits itself";
                    case COMPLETED, FAILED, CANCELLED, EXPIRED -> "which has just ended";
                };
        return Reason.of("BEHIND", "Waits behind %s of the same group, %s.".formatted(id, state))
                .behind(id, status.name())
                .since(since);
    }

    private static void addHead(TaskRow head, long nowMillis, List<Reason> reasons) {
        Instant next = head.state().nextAttemptAt();
        if (head.status() == TaskStatus.RETRYING) {
            String when = next == null ? "soon" : inWords(next, nowMillis);
            reasons.add(
                    Reason.of(
                                    "RETRY_LATER",
                                    "%s has failed %d times and is tried again %s."
                                            .formatted(
                                                    head.id().taskId(),
                                                    head.state().attempts(),
                                                    when))
                            .until(next));
        } else if (head.statusAt(nowMillis) == TaskStatus.SCHEDULED) {
            Instant due = Instant.ofEpochMilli(head.shown().notBeforeMillis());
            reasons.add(
                    Reason.of(
                                    "NOT_DUE",
                                    "%s is not due before %s.".formatted(head.id().taskId(), due))
                            .until(due));
        }
    }

    private static void addHolds(Situation situation, List<Reason> reasons) {
        GroupRow group = situation.group().row();
        RunId parkedBy = group.state().parkedBy();
        if (parkedBy != null) {
            reasons.add(
                    Reason.of(
                                    "PARKED",
                                    "The group is parked until somebody decides about %s, which failed."
                                            .formatted(parkedBy.taskId()))
                            .behind(parkedBy.taskId(), TaskStatus.FAILED.name()));
        }
        if (situation.all() != null) {
            reasons.add(held("PAUSED_ALL", "Everything is paused", situation.all()));
        }
        if (situation.type() != null) {
            reasons.add(held("PAUSED_TYPE", "Its type is paused", situation.type()));
        }
        if (group.state().paused()) {
            reasons.add(held("PAUSED_GROUP", "The group is paused", group));
        }
    }

    private static Reason held(String code, String what, GroupRow hold) {
        String by = hold.state().by();
        String reason = hold.state().reason();
        String sentence =
                what
                        + (by == null ? "" : " by " + by)
                        + (reason == null ? "" : ": " + reason)
                        + ".";
        return Reason.of(code, sentence).by(by);
    }

    private static void addOwner(OwnerLine owner, long nowMillis, List<Reason> reasons) {
        if (owner.isOwned(nowMillis)) {
            return;
        }
        Instant last = owner.lastMillis() == 0 ? null : Instant.ofEpochMilli(owner.lastMillis());
        String sentence;
        if (owner.instance().isEmpty()) {
            sentence = "No processor has ever owned its partition; start one.";
        } else if (owner.isOpen()) {
            sentence =
                    "Its partition has no owner: %s has been silent%s."
                            .formatted(owner.instance(), sinceWords(last, nowMillis));
        } else {
            sentence =
                    "Its partition has no owner: %s has given it up and nobody took it yet."
                            .formatted(owner.instance());
        }
        reasons.add(Reason.of("NO_OWNER", sentence).since(last));
    }

    private static String sinceWords(@Nullable Instant since, long nowMillis) {
        return since == null
                ? ""
                : " since " + words(Duration.ofMillis(nowMillis - since.toEpochMilli()));
    }

    private static String inWords(Instant at, long nowMillis) {
        long left = at.toEpochMilli() - nowMillis;
        return left <= 0 ? "now" : "in " + words(Duration.ofMillis(left));
    }

    private static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }
}

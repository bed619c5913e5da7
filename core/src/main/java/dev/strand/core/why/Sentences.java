package dev.strand.core.why;

import dev.strand.core.log.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says reasons in sentences for people; the only place that does. */
public final class Sentences {
    private Sentences() {}

    /**
     * The sentence for a reason.
     *
     * @param now by the clock that the reason was found by, for how long something lasts
     */
    public static String of(Reason reason, Instant now) {
        return switch (reason) {
            case Reason.NotDue r -> "Is scheduled for " + at(r.until()) + ".";
            case Reason.Behind r ->
                    "Waits behind %s of the same group, which %s."
                            .formatted(r.taskId(), doing(r.status(), r.since(), now));
            case Reason.Running r -> running(r, now);
            case Reason.RetryLater r ->
                    "Attempt %d of %d failed; the next one is due at %s."
                            .formatted(r.failedAttempts(), r.maxAttempts(), at(r.until()));
            case Reason.PausedGroup r -> "The group is paused" + pause(r.pause());
            case Reason.PausedType r ->
                    "All tasks of type '%s' are paused".formatted(r.type()) + pause(r.pause());
            case Reason.PausedAll r -> "All tasks are paused" + pause(r.pause());
            case Reason.Parked r ->
                    "The group is parked because %s has failed for good; unpark it to retry or skip that."
                            .formatted(r.taskId() == null ? "a task of it" : r.taskId());
            case Reason.NoPermit r ->
                    "Waits since %s for a permit: %d of %d are in use in this process."
                            .formatted(lasting(r.since(), now), r.inUse(), r.limit());
            case Reason.NoTypePermit r ->
                    "Waits since %s for a permit of type '%s': %d of %d are in use in this process."
                            .formatted(lasting(r.since(), now), r.type(), r.inUse(), r.limit());
            case Reason.RateLimited r ->
                    "Type '%s' may start %s tasks per second in this process; the next one at %s."
                            .formatted(r.type(), number(r.perSecond()), at(r.until()));
            case Reason.GroupRateLimited r ->
                    "The group may start %s tasks of type '%s' per second; the next one at %s."
                            .formatted(number(r.perSecond()), r.type(), at(r.until()));
            case Reason.BreakerOpen r -> breaker(r);
            case Reason.NoHandler r -> noHandler(r);
            case Reason.HandlerElsewhere r ->
                    "Waits for a permit of %s, which has a handler for type '%s'; the processor that owns the partition has none."
                            .formatted(String.join(" or ", r.processors()), r.type());
            case Reason.RunningElsewhere r ->
                    "Attempt %d runs since %s on processor %s, because the one that owns the partition has no handler for type '%s'."
                            .formatted(
                                    r.attempt(), lasting(r.since(), now), r.processor(), r.type());
            case Reason.NoOwner r ->
                    "No processor may act on partition %d at the moment.".formatted(r.partition());
            case Reason.Recovering r ->
                    "A processor is taking over partition %d.".formatted(r.partition());
            case Reason.PredecessorUnknown r -> predecessor(r);
            case Reason.Draining r ->
                    "Processor %s is shutting down and starts nothing more."
                            .formatted(r.instance());
            case Reason.Stuck r ->
                    "Attempt %d was interrupted %s ago and its handler has not returned; it holds the group until it does."
                            .formatted(r.attempt(), lasting(r.since(), now));
            case Reason.Ended _ -> "Has ended, or is not known here: nothing waits.";
            case Reason.CancelPending _ -> "Is being cancelled.";
        };
    }

    private static String running(Reason.Running reason, Instant now) {
        Instant since = reason.since();
        return since == null
                ? "Attempt %d starts right now.".formatted(reason.attempt())
                : "Attempt %d runs since %s.".formatted(reason.attempt(), lasting(since, now));
    }

    private static String noHandler(Reason.NoHandler reason) {
        Instant askedAt = reason.askedAt();
        return askedAt == null
                ? "The processor that owns the partition has no handler for type '%s'."
                        .formatted(reason.type())
                : "No processor of this application has a handler for type '%s', asked at %s."
                        .formatted(reason.type(), at(askedAt));
    }

    private static String breaker(Reason.BreakerOpen reason) {
        Instant until = reason.until();
        return until == null
                ? "Attempts of type '%s' kept failing; a few are being tried before it goes on."
                        .formatted(reason.type())
                : "Attempts of type '%s' keep failing; a few are tried again at %s."
                        .formatted(reason.type(), at(until));
    }

    private static String predecessor(Reason.PredecessorUnknown reason) {
        return reason.taskId() == null
                ? "An earlier owner, %s (epoch %d), may still run a task of the group."
                        .formatted(reason.instance(), reason.epoch())
                : "An earlier owner, %s (epoch %d), still runs %s of the group."
                        .formatted(reason.instance(), reason.epoch(), reason.taskId());
    }

    private static String doing(TaskStatus status, @Nullable Instant since, Instant now) {
        return switch (status) {
            case RUNNING -> since == null ? "starts" : "runs since " + lasting(since, now);
            case RETRYING -> "is retried later";
            case SCHEDULED, QUEUED -> "waits itself";
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> "is just ending";
        };
    }

    private static String pause(Reason.Pause pause) {
        StringBuilder text = new StringBuilder();
        if (pause.by() != null) {
            text.append(" by ").append(pause.by());
        }
        if (pause.since() != null) {
            text.append(" since ").append(at(pause.since()));
        }
        if (pause.reason() != null) {
            text.append(": ").append(pause.reason());
        }
        return text.append('.').toString();
    }

    private static String at(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    private static String lasting(Instant since, Instant now) {
        Duration time = Duration.between(since, now);
        if (time.isNegative() || time.toMillis() < 1_000) {
            return Math.max(time.toMillis(), 0) + " ms";
        }
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 1
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}

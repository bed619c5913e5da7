package dev.strand.core.owner;

import dev.strand.core.log.FactDetails;
import dev.strand.core.log.FactStatus;
import dev.strand.core.log.OwnerKey;
import dev.strand.core.log.Progress;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.TaskError;
import dev.strand.core.owner.AttemptResult.Failed;
import dev.strand.core.owner.AttemptResult.Succeeded;
import dev.strand.core.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns what happened to a run into the fact that says so. */
final class Outcomes {
    /** Error code of an attempt that took longer than its timeout. */
    static final String TIMEOUT = "TIMEOUT";

    /**
     * Error code of a run whose attempts ended without an outcome more often than its policy
     * allows.
     */
    static final String ATTEMPTS_LOST = "ATTEMPTS_LOST";

    private final String worker;

    Outcomes(String worker) {
        this.worker = worker;
    }

    private String workerOf(Attempt attempt) {
        return attempt.worker == null ? worker : attempt.worker;
    }

    Fact started(Attempt attempt, Instant at) {
        return of(
                attempt,
                FactStatus.STARTED,
                details(attempt, at, attempt.enteredAt == null ? at : attempt.enteredAt));
    }

    Fact progressed(Attempt attempt, Progress progress, Instant at) {
        FactDetails details =
                new FactDetails(
                        attempt.task(),
                        at,
                        workerOf(attempt),
                        attempt.enteredAt,
                        null,
                        null,
                        null,
                        progress);
        return of(attempt, FactStatus.PROGRESSED, details);
    }

    /** The outcome of an attempt. A value wins over a cancel that came too late to stop it. */
    Fact outcome(Attempt attempt, AttemptResult result, double random, Instant at) {
        return switch (result) {
            case Succeeded s ->
                    of(
                            attempt,
                            FactStatus.COMPLETED,
                            new FactDetails(
                                    attempt.task(),
                                    at,
                                    workerOf(attempt),
                                    attempt.enteredAt,
                                    null,
                                    s.result(),
                                    null,
                                    null));
            case Failed f -> failed(attempt, f, random, at);
        };
    }

    private Fact failed(Attempt attempt, Failed failed, double random, Instant at) {
        TaskError error = attempt.timedOut ? timeout(attempt, failed.error()) : failed.error();
        RetryPolicy policy = attempt.task().options().retry();
        boolean mayRetry = !failed.isPermanent() && policy.allowsAttemptAfter(attempt.number());
        FactStatus status =
                attempt.cancelRequested
                        ? FactStatus.CANCELLED
                        : mayRetry ? FactStatus.RETRYING : FactStatus.FAILED;
        FactDetails details =
                new FactDetails(
                        attempt.task(),
                        at,
                        workerOf(attempt),
                        attempt.enteredAt,
                        status == FactStatus.RETRYING ? due(attempt, failed, random, at) : null,
                        null,
                        error,
                        null);
        return of(attempt, status, details);
    }

    private static Instant due(Attempt attempt, Failed failed, double random, Instant at) {
        Duration asked = failed.retryAfter();
        RetryPolicy policy = attempt.task().options().retry();
        return at.plus(asked != null ? asked : policy.delayAfter(attempt.number(), random));
    }

    /** The end of a run that no attempt is made of: cancelled, expired, or out of attempts. */
    Fact ended(Queued queued, OwnerKey owner, FactStatus status, Instant at) {
        int attempt = status == FactStatus.FAILED ? queued.attempts() : 0;
        TaskError error =
                status == FactStatus.FAILED
                        ? new TaskError(
                                ATTEMPTS_LOST,
                                "every one of "
                                        + queued.attempts()
                                        + " attempts ended with its process, without an outcome; it"
                                        + " is not run again",
                                null)
                        : null;
        FactDetails details =
                new FactDetails(queued.task(), at, worker, null, null, null, error, null);
        return new Fact(queued.id(), owner, attempt, status, details);
    }

    private static TaskError timeout(Attempt attempt, TaskError thrown) {
        if (thrown.type().equals(TIMEOUT)) {
            return thrown;
        }
        String message =
                "the attempt took longer than its timeout of "
                        + attempt.task().options().timeout()
                        + " and was interrupted; it ended with "
                        + thrown.type()
                        + ": "
                        + thrown.message();
        return new TaskError(TIMEOUT, message, thrown.stack());
    }

    private FactDetails details(Attempt attempt, Instant at, @Nullable Instant startedAt) {
        return new FactDetails(
                attempt.task(), at, workerOf(attempt), startedAt, null, null, null, null);
    }

    private static Fact of(Attempt attempt, FactStatus status, FactDetails details) {
        return new Fact(attempt.run(), attempt.owner(), attempt.number(), status, details);
    }
}

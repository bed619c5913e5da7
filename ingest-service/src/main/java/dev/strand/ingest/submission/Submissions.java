package dev.strand.ingest.submission;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskStatus;
import dev.strand.ingest.log.Delivery;
import dev.strand.ingest.log.TaskLog;
import dev.strand.ingest.problem.Problem;
import dev.strand.ingest.problem.ProblemType;
import dev.strand.ingest.settings.IngestSettings;
import dev.strand.ingest.submission.SubmitSpans.Submitting;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Takes submissions: reads them, appends the good ones to the tasks log, and says what became of
 * each. Thread-safe.
 */
@Singleton
public final class Submissions {
    private final Intake intake;
    private final TaskLog log;
    private final SubmissionMetrics metrics;
    private final SubmitSpans spans;
    private final Duration ackTimeout;

    Submissions(
            TaskLog log, SubmissionMetrics metrics, SubmitSpans spans, IngestSettings settings) {
        // UUIDv7: ids in the order of time, so that stores keyed by id are written at one end.
        TimeOrderedEpochFactory ids = new TimeOrderedEpochFactory();
        this.intake = new Intake(settings.maxPayloadBytes(), () -> ids.create().toString());
        this.log = log;
        this.metrics = metrics;
        this.spans = spans;
        this.ackTimeout = settings.ackTimeout();
    }

    /**
     * Takes one submission. What one thread submits for one group keeps its order.
     *
     * @param json its bytes
     * @param origin what came with them
     * @return completes once Kafka has acknowledged, or after the acknowledgement timeout; never
     *     exceptionally. The call blocks while Kafka's client has no room, at most for that
     *     timeout: not for event loops
     */
    public CompletableFuture<Answer> submit(byte[] json, Origin origin) {
        long startNanos = System.nanoTime();
        Instant now = Instant.now();
        CompletableFuture<Answer> answer =
                switch (intake.read(json, origin, now)) {
                    case Intake.Result.Bad(Problem problem) ->
                            CompletableFuture.completedFuture(new Answer.Refused(problem));
                    case Intake.Result.Good(Task task) -> append(task, now, startNanos);
                };
        return answer.whenComplete(
                (given, _) -> metrics.record(given, System.nanoTime() - startNanos));
    }

    private CompletableFuture<Answer> append(Task read, Instant now, long startNanos) {
        Submitting submitting = spans.begin(read, now);
        Task task = submitting.task();
        CompletableFuture<Delivery> delivery = log.append(task);
        long left = ackTimeout.toNanos() - (System.nanoTime() - startNanos);
        return delivery.completeOnTimeout(
                        new Delivery.InDoubt("no answer came"),
                        Math.max(left, 0),
                        TimeUnit.NANOSECONDS)
                .thenApply(known -> {
                    spans.end(submitting.span(), known);
                    return answer(task, known, now);
                });
    }

    private Answer answer(Task task, Delivery delivery, Instant now) {
        return switch (delivery) {
            case Delivery.Acknowledged(int partition, long sequence) ->
                    new Answer.Accepted(
                            task.taskId(), task.groupId(), partition, sequence, status(task, now));
            case Delivery.TooLarge(String reason) ->
                    new Answer.Refused(
                            new Problem(
                                    ProblemType.TOO_LARGE,
                                    "the tasks topic does not take records of this size: "
                                            + reason
                                            + "; send less, or raise max.message.bytes of the"
                                            + " topic"));
            case Delivery.NotSent(String reason) ->
                    unavailable(task, "The task was not accepted", false, reason);
            case Delivery.InDoubt(String reason) ->
                    unavailable(task, "The task may nevertheless have been accepted", true, reason);
        };
    }

    private Answer unavailable(Task task, String verdict, boolean mayBeAccepted, String reason) {
        String detail =
                "Kafka did not acknowledge within "
                        + ackTimeout
                        + ": "
                        + reason
                        + ". "
                        + verdict
                        + "; repeating it with the same task id is safe, "
                        + Origin.IDEMPOTENCY_KEY
                        + ": "
                        + task.taskId()
                        + (task.groupId().equals(task.taskId()) ? "" : " in the same group");
        return new Answer.Refused(
                new Problem(ProblemType.UNAVAILABLE, detail)
                        .with("mayHaveBeenAccepted", mayBeAccepted)
                        .with("taskId", task.taskId())
                        .with("groupId", task.groupId()));
    }

    private static TaskStatus status(Task task, Instant now) {
        Instant notBefore = task.options().notBefore();
        return notBefore != null && notBefore.isAfter(now)
                ? TaskStatus.SCHEDULED
                : TaskStatus.QUEUED;
    }
}

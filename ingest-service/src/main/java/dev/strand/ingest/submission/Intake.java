package dev.strand.ingest.submission;

import dev.strand.core.log.Task;
import dev.strand.ingest.problem.Problem;
import dev.strand.ingest.problem.ProblemType;
import dev.strand.schemas.Decoded;
import dev.strand.schemas.Violation;
import dev.strand.schemas.task.TaskCodec;
import dev.strand.schemas.task.TaskRules;
import dev.strand.schemas.task.TaskSubmission;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From the bytes of a submission to a task that keeps the contract, or to a problem. Asks no clock
 * and sends nothing.
 */
final class Intake {
    private static final String PAYLOAD = "/payload";
    private static final String TASK_ID = "/taskId";

    private final TaskCodec codec;
    private final int maxPayloadBytes;
    private final Supplier<String> newTaskId;

    Intake(int maxPayloadBytes, Supplier<String> newTaskId) {
        this.codec = new TaskCodec(maxPayloadBytes);
        this.maxPayloadBytes = maxPayloadBytes;
        this.newTaskId = newTaskId;
    }

    /** What became of the bytes. */
    sealed interface Result {
        /** A task to append. */
        record Good(Task task) implements Result {}

        /** Why there is none. */
        record Bad(Problem problem) implements Result {}
    }

    Result read(byte[] json, Origin origin, Instant now) {
        String key = origin.idempotencyKey();
        Violation badKey =
                key == null
                        ? null
                        : TaskRules.TASK_ID.check("", "the header " + Origin.IDEMPOTENCY_KEY, key);
        return switch (codec.decodeSubmission(json)) {
            case Decoded.Invalid<TaskSubmission> invalid -> refused(json, invalid.violations());
            case Decoded.Ok<TaskSubmission> ok when badKey != null ->
                    refused(json, List.of(badKey));
            case Decoded.Ok<TaskSubmission>(TaskSubmission submission) ->
                    accepted(submission, key, origin, now);
        };
    }

    private Result accepted(
            TaskSubmission submission, @Nullable String key, Origin origin, Instant now) {
        String given = submission.taskId();
        if (key != null && given != null && !key.equals(given)) {
            String message =
                    "taskId must be the same as the header "
                            + Origin.IDEMPOTENCY_KEY
                            + " ("
                            + key
                            + "), which stands for it; give one of them";
            return invalid(List.of(new Violation(TASK_ID, message, given)));
        }
        String taskId = key != null ? key : newTaskId.get();
        return new Result.Good(
                submission.toTask(taskId, now, TaskRules.traceparent(origin.traceparent())));
    }

    private Result refused(byte[] json, List<Violation> violations) {
        // Any JSON is a good payload unless it is too large.
        boolean isTooLarge =
                json.length > maxPayloadBytes
                        && violations.stream()
                                .anyMatch(violation -> violation.pointer().equals(PAYLOAD));
        if (isTooLarge) {
            return bad(
                    ProblemType.TOO_LARGE,
                    "the payload must have at most "
                            + maxPayloadBytes
                            + " bytes; send less, or a reference to where the rest is kept",
                    violations);
        }
        if (JsonSyntax.isBroken(json)) {
            return bad(ProblemType.MALFORMED, violations.getFirst().toString(), violations);
        }
        return invalid(violations);
    }

    private static Result invalid(List<Violation> violations) {
        return bad(
                ProblemType.INVALID,
                "rules broken: " + violations.size() + "; errors says which and where",
                violations);
    }

    private static Result bad(ProblemType type, String detail, List<Violation> violations) {
        return new Result.Bad(new Problem(type, detail, violations));
    }
}

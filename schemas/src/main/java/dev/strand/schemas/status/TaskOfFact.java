package dev.strand.schemas.status;

import dev.strand.core.log.Task;
import dev.strand.schemas.json.JsonInput;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.schemas.task.SubmissionReader;
import dev.strand.schemas.task.SubmissionWriter;
import dev.strand.schemas.task.TaskSubmission;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code task} of a fact or a dead letter: the submission, when it was accepted and its
 * trace context, without the ids, which the record around it says.
 *
 * @param submission what was asked
 * @param submittedAt when it was accepted
 * @param traceparent trace context of the submitter, or null
 */
public record TaskOfFact(
        TaskSubmission submission, Instant submittedAt, @Nullable String traceparent) {
    private static final String SUBMITTED_AT = "submittedAt";
    private static final String TRACEPARENT = "traceparent";

    /** The whole task. */
    public Task of(String groupId, String taskId) {
        return submission.toTask(groupId, taskId, submittedAt, traceparent);
    }

    /**
     * Reads the current value; null where it is no task, which is refused. Unknown fields are
     * ignored.
     */
    public static @Nullable TaskOfFact read(JsonInput input) throws IOException {
        if (!input.enterObject()) {
            return null;
        }
        Extras extras = new Extras();
        TaskSubmission submission = SubmissionReader.read(input, Integer.MAX_VALUE, extras::read);
        if (extras.submittedAt == null) {
            input.refuse(SUBMITTED_AT, "is required", StatusTexts.remedy(), null);
        }
        input.leave();
        return submission == null || extras.submittedAt == null
                ? null
                : new TaskOfFact(submission, extras.submittedAt, extras.traceparent);
    }

    /** Writes the field {@code task}. */
    public static void write(JsonWriter json, Task task) {
        json.name("task").beginObject().field(SUBMITTED_AT, task.submittedAt());
        if (task.traceparent() != null) {
            json.field(TRACEPARENT, task.traceparent());
        }
        SubmissionWriter.writeFields(json, task);
        json.endObject();
    }

    private static final class Extras {
        private @Nullable Instant submittedAt;
        private @Nullable String traceparent;

        void read(JsonInput input) throws IOException {
            switch (input.name()) {
                case SUBMITTED_AT -> submittedAt = input.text(StatusTexts.TIME);
                case TRACEPARENT -> traceparent = input.text(StatusTexts.TEXT);
                default -> input.skip();
            }
        }
    }
}

package dev.strand.schemas.task;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskOptions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as it was asked for, before whoever accepts it has filled in what it left open.
 *
 * @param taskId unique inside its group, or null to have one made
 * @param groupId the group, or null where the record key says it or the task stands alone
 * @param type names the handler
 * @param payload given to the handler; JSON {@code null} where none was given
 * @param options how and when to run it, defaults filled in
 */
public record TaskSubmission(
        @Nullable String taskId,
        @Nullable String groupId,
        String type,
        RawJson payload,
        TaskOptions options) {
    /**
     * The accepted task; the arguments take the place of what the submission says, and are not
     * checked.
     *
     * @param acceptedGroupId its group
     * @param acceptedTaskId its id
     * @param submittedAt when it was accepted
     * @param traceparent trace context of the submitter, or null
     */
    public Task toTask(
            String acceptedGroupId,
            String acceptedTaskId,
            Instant submittedAt,
            @Nullable String traceparent) {
        return new Task(
                acceptedGroupId, acceptedTaskId, type, payload, options, submittedAt, traceparent);
    }

    /**
     * The accepted task, where {@code madeTaskId} serves for a missing id and the id serves for a
     * missing group.
     */
    public Task toTask(String madeTaskId, Instant submittedAt, @Nullable String traceparent) {
        String id = taskId == null ? madeTaskId : taskId;
        return toTask(groupId == null ? id : groupId, id, submittedAt, traceparent);
    }
}

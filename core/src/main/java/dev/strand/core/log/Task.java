package dev.strand.core.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One accepted task: what was asked, unchanging.
 *
 * @param groupId the group whose tasks run one at a time and in order
 * @param taskId unique inside the group
 * @param type names the handler
 * @param payload given to the handler
 * @param options how and when to run it
 * @param submittedAt timestamp of the record that carried it
 * @param traceparent W3C trace context of the submitter, or null
 */
public record Task(
        String groupId,
        String taskId,
        String type,
        RawJson payload,
        TaskOptions options,
        Instant submittedAt,
        @Nullable String traceparent) {}

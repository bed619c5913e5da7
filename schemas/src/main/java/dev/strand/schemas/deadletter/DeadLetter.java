package dev.strand.schemas.deadletter;

import dev.strand.core.log.RunId;
import dev.strand.core.log.Task;
import dev.strand.core.log.TaskError;
import java.time.Instant;

/**
 * A task that failed for good: all that is needed to understand it and to run it again.
 *
 * @param run which run failed, with its offset in {@code strand.tasks}
 * @param topic topic that the task was read from
 * @param partition partition that it was read from
 * @param attempts attempts made, 0 where the run failed without one
 * @param failedAt when it failed for good
 * @param worker the process that ran the last attempt
 * @param error why the last attempt failed
 * @param task the whole task
 */
public record DeadLetter(
        RunId run,
        String topic,
        int partition,
        int attempts,
        Instant failedAt,
        String worker,
        TaskError error,
        Task task) {}

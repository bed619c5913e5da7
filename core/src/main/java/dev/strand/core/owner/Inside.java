package dev.strand.core.owner;

import java.util.Objects;

/**
 * A handler that a process still runs for an owner that is gone.
 *
 * @param groupId the group of its task
 * @param taskId its task
 * @param epoch the ownership that it was started under
 * @param processor the process that runs it, for people
 */
public record Inside(String groupId, String taskId, long epoch, String processor) {
    /** Refuses what is incomplete. */
    public Inside {
        Objects.requireNonNull(groupId, "groupId");
        Objects.requireNonNull(taskId, "taskId");
        Objects.requireNonNull(processor, "processor");
    }
}

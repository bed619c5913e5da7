package dev.strand.core.permit;

/**
 * A group that is ready to run and waits for a permit.
 *
 * @param partition number of its partition
 * @param groupId the group
 * @param type type of the task that would run
 * @param priority highest priority queued in the group, 1 to 10
 * @param sinceNanos when it became ready, monotonic
 */
public record Waiter(int partition, String groupId, String type, int priority, long sinceNanos) {}

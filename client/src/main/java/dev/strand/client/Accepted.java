package dev.strand.client;

/**
 * A task that is durable.
 *
 * @param taskId its id
 * @param groupId its group
 * @param partition where it lies
 * @param sequence its place in the partition, which is its place in the group
 * @param status QUEUED or SCHEDULED
 */
public record Accepted(
        String taskId, String groupId, int partition, long sequence, TaskState status) {}

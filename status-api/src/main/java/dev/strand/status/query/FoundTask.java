package dev.strand.status.query;

import dev.strand.status.table.TaskRow;

/**
 * A task and where it was found.
 *
 * @param partition the partition of its group
 * @param row the task
 */
public record FoundTask(int partition, TaskRow row) {}

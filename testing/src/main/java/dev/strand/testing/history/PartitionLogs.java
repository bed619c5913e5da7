package dev.strand.testing.history;

import java.util.List;

/**
 * The two logs of one partition.
 *
 * @param partition its number
 * @param tasks what was asked, by offset
 * @param status what happened, by offset
 */
public record PartitionLogs(int partition, List<LoggedTask> tasks, List<LoggedStatus> status) {
    /** Keeps unmodifiable copies. */
    public PartitionLogs {
        tasks = List.copyOf(tasks);
        status = List.copyOf(status);
    }
}

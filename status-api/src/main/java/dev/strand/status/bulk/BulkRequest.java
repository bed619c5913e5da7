package dev.strand.status.bulk;

import dev.strand.status.control.Controls.Remark;
import dev.strand.status.query.TaskFilter;
import java.util.List;

/**
 * What is asked to be done with many tasks.
 *
 * @param action what
 * @param filter with which tasks
 * @param taskIds only with these; empty for all that the filter admits
 * @param ratePerSecond so many commands a second at most, from the first on; 0 for as fast as it
 *     goes
 * @param isInPlace whether failed tasks whose group is parked on them run again in their place; all
 *     others do at the tail of their groups
 * @param remark who asks, and why
 */
public record BulkRequest(
        BulkAction action,
        TaskFilter filter,
        List<String> taskIds,
        double ratePerSecond,
        boolean isInPlace,
        Remark remark) {}

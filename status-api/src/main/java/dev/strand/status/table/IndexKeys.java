package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the index rows that a visible row has in a state.
 *
 * @param byStatus for lists of a state
 * @param byType for lists of a type
 * @param byGroup for lists of a group; these rows are what group summaries count
 */
record IndexKeys(Bytes byStatus, Bytes byType, Bytes byGroup) {
    static IndexKeys of(TaskRow row, TaskStatus status) {
        String group = row.id().groupId();
        long sequence = row.id().sequence();
        long millis = row.submittedAtMillis();
        return new IndexKeys(
                Keys.newestFirst(Keys.statusPrefix(status), millis, sequence, group),
                Keys.newestFirst(Keys.typePrefix(row.type(), status), millis, sequence, group),
                Keys.inOrder(Keys.groupPrefix(group, status), sequence));
    }
}

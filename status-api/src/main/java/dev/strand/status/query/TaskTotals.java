package dev.strand.status.query;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.table.GroupRow;
import dev.strand.status.table.LiveCounts;
import dev.strand.status.table.StatusCounts;
import dev.strand.status.table.TableReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How long lists of tasks are, where counters say so. */
final class TaskTotals {
    private static final Set<TaskStatus> LIVE =
            EnumSet.of(TaskStatus.QUEUED, TaskStatus.RUNNING, TaskStatus.RETRYING);

    private TaskTotals() {}

    /** The number of tasks in all these tables, or {@link Slice#UNKNOWN}. */
    static long of(List<TableReader> tables, TaskFilter filter, long nowMillis) {
        long total = 0;
        for (TableReader table : tables) {
            long found = of(table, filter, nowMillis);
            if (found == Slice.UNKNOWN) {
                return Slice.UNKNOWN;
            }
            total += found;
        }
        return total;
    }

    private static long of(TableReader table, TaskFilter filter, long nowMillis) {
        if (filter.isByStateAndType()) {
            return byStateAndType(table.live(), filter, nowMillis);
        }
        String groupId = filter.groupId();
        if (groupId == null || !filter.equals(queueOf(groupId))) {
            return Slice.UNKNOWN;
        }
        GroupRow group = table.group(groupId);
        return group == null ? 0 : group.depth();
    }

    private static TaskFilter queueOf(String groupId) {
        return new TaskFilter(LIVE, null, groupId, Map.of(), 0, Long.MAX_VALUE, null);
    }

    private static long byStateAndType(LiveCounts live, TaskFilter filter, long nowMillis) {
        if (!live.types().isComplete()) {
            return Slice.UNKNOWN;
        }
        boolean asksScheduled = filter.statuses().contains(TaskStatus.SCHEDULED);
        boolean asksQueued = filter.statuses().contains(TaskStatus.QUEUED);
        boolean splits = !filter.statuses().isEmpty() && asksScheduled != asksQueued;
        if (splits && filter.type() != null) {
            return Slice.UNKNOWN;
        }
        long total = 0;
        for (Map.Entry<String, StatusCounts> type : live.types().byType().entrySet()) {
            if (filter.type() == null || filter.type().equals(type.getKey())) {
                for (TaskStatus status : filter.storedStatuses()) {
                    total += type.getValue().of(status);
                }
            }
        }
        if (!splits) {
            return total;
        }
        long scheduled = live.due().after(nowMillis);
        long queued = live.of(TaskStatus.QUEUED);
        return asksScheduled ? total - queued + scheduled : total - scheduled;
    }
}

package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Counts the index rows of a group and knows below which place nothing lives any more. */
final class GroupCounts {
    static final List<TaskStatus> LIVE =
            List.of(TaskStatus.QUEUED, TaskStatus.RUNNING, TaskStatus.RETRYING);

    /** Greater than every sequence. */
    static final long NOWHERE = Long.MAX_VALUE;

    private final ReadOnlyKeyValueStore<Bytes, byte[]> indexes;

    GroupCounts(ReadOnlyKeyValueStore<Bytes, byte[]> indexes) {
        this.indexes = indexes;
    }

    /** The summary with its counts as the index rows have them. */
    GroupRow recount(String groupId, GroupRow group) {
        GroupRow counted = group.uncounted();
        for (TaskStatus status : LIVE) {
            long rows = 0;
            byte[] prefix = Keys.groupPrefix(groupId, status);
            try (KeyValueIterator<Bytes, byte[]> live =
                    indexes.range(Keys.inOrder(prefix, 0), Keys.inOrder(prefix, NOWHERE))) {
                while (live.hasNext()) {
                    live.next();
                    rows++;
                }
            }
            counted = counted.counted(status, rows);
        }
        return counted.touched(
                firstLive(indexes, groupId, 0), group.lastSequence(), group.updatedAtMillis());
    }

    /** The summary once the index row of a run was found missing and was put. */
    GroupRow appeared(GroupRow group, TaskRow row) {
        GroupRow counted = group.counted(row.status(), 1);
        return row.status().isTerminal() ? counted : lowered(group, counted, row);
    }

    /**
     * The summary with its lower bound of the head where a change of a run puts it. Tasks of a
     * group run in order, so an attempt says that nothing lives before it.
     */
    GroupRow moveHead(
            GroupRow group, @Nullable TaskRow before, TaskRow after, RowChange.Cause cause) {
        long sequence = after.id().sequence();
        boolean ended = after.status().isTerminal();
        boolean wasLive = before != null && !before.status().isTerminal();
        GroupRow moved = !ended && !wasLive ? lowered(group, group, after) : group;
        long head = moved.headFrom();
        if (cause == RowChange.Cause.ATTEMPT) {
            head = Math.max(head, ended ? sequence + 1 : sequence);
        } else if (ended && wasLive && sequence == head) {
            head = firstLive(indexes, after.id().groupId(), sequence + 1);
        }
        return moved.touched(head, sequence, after.updatedAtMillis());
    }

    /** The lowest sequence, from one on, at which a run of the group lives, or {@link #NOWHERE}. */
    static long firstLive(ReadOnlyKeyValueStore<Bytes, byte[]> indexes, String groupId, long from) {
        long first = NOWHERE;
        for (TaskStatus status : LIVE) {
            byte[] prefix = Keys.groupPrefix(groupId, status);
            try (KeyValueIterator<Bytes, byte[]> live =
                    indexes.range(Keys.inOrder(prefix, from), Keys.inOrder(prefix, NOWHERE))) {
                if (live.hasNext()) {
                    first = Math.min(first, Keys.sequenceOfTask(live.next().key));
                }
            }
        }
        return first;
    }

    private static GroupRow lowered(GroupRow before, GroupRow counted, TaskRow row) {
        long sequence = row.id().sequence();
        boolean isOnly = counted.depth() <= 1;
        long head = isOnly ? sequence : Math.min(before.headFrom(), sequence);
        return counted.touched(head, sequence, row.updatedAtMillis());
    }
}

package dev.strand.status.query;

import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.query.Slice.Item;
import dev.strand.status.table.GroupCondition;
import dev.strand.status.table.LiveGroup;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of lists of groups by depth and by age from what is kept of them in memory. Both
 * change all the time: a group that moves while somebody pages may be shown twice or not at all.
 */
final class LivePages {
    /** Heads that one page may read where memory does not know them. */
    private static final int MAX_READS = 2_000;

    private LivePages() {}

    private record Ranked(TableReader table, LiveGroup group, Bytes key) {}

    static Slice<FoundGroup> read(List<TableReader> tables, GroupList list) {
        PriorityQueue<Ranked> next = new PriorityQueue<>(Comparator.comparing(Ranked::key));
        for (TableReader table : tables) {
            for (LiveGroup group : table.live().groups().all()) {
                Ranked ranked = rank(table, group, list.order());
                if (isMeant(ranked, list)) {
                    next.add(ranked);
                }
            }
        }
        List<Item<FoundGroup>> found = new ArrayList<>();
        int reads = 0;
        Bytes last = null;
        while (!next.isEmpty() && found.size() < list.limit()) {
            Ranked first = next.remove();
            boolean mustRead = list.order() == GroupOrder.AGE && !first.group().isExact();
            if (mustRead && reads++ < MAX_READS) {
                Ranked exact = headed(first, list.order());
                if (exact != null && isMeant(exact, list)) {
                    next.add(exact);
                }
                continue;
            }
            last = first.key();
            FoundGroup group = FindGroup.find(first.table(), first.group().groupId());
            if (group != null && isMeant(group.row().condition(), list)) {
                found.add(new Item<>(first.key(), group));
            }
        }
        return new Slice<>(found, next.isEmpty() ? null : last, Slice.UNKNOWN);
    }

    private static boolean isMeant(Ranked ranked, GroupList list) {
        Bytes after = list.after();
        boolean isLater =
                after == null
                        || (!ranked.group().isExact() && list.order() == GroupOrder.AGE)
                        || ranked.key().compareTo(after) > 0;
        return isLater && isMeant(ranked.group().row().condition(), list);
    }

    private static boolean isMeant(GroupCondition condition, GroupList list) {
        return condition != GroupCondition.IDLE
                && (list.state() == null || list.state() == condition);
    }

    /** The group with its head read from the table; null where it has none any more. */
    private static @Nullable Ranked headed(Ranked ranked, GroupOrder order) {
        LiveGroup group = ranked.group();
        TaskRow head = ranked.table().head(group.groupId(), group.row());
        if (head == null) {
            return null;
        }
        LiveGroup exact = group.headed(head);
        ranked.table().live().groups().found(group, exact);
        return rank(ranked.table(), exact, order);
    }

    private static Ranked rank(TableReader table, LiveGroup group, GroupOrder order) {
        byte[] id = group.groupId().getBytes(StandardCharsets.UTF_8);
        long rank =
                order == GroupOrder.DEPTH
                        ? Long.MAX_VALUE - group.row().depth()
                        : Math.max(0, group.oldestMillis());
        byte[] key = ByteBuffer.allocate(Long.BYTES + id.length).putLong(rank).put(id).array();
        return new Ranked(table, group, Bytes.wrap(key));
    }
}

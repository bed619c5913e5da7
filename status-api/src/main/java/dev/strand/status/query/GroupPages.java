package dev.strand.status.query;

import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.query.Slice.Item;
import dev.strand.status.table.GroupCondition;
import dev.strand.status.table.LiveGroups;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.Walk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.common.utils.Bytes;

/** Reads parts of lists of groups in the order of their ids from local tables. */
final class GroupPages {
    /** Groups that one page may look at; with fewer hits than asked for it then ends early. */
    private static final int MAX_LOOKS = 5_000;

    private GroupPages() {}

    static Slice<FoundGroup> read(List<TableReader> tables, GroupList list) {
        Bytes after = list.after();
        String from =
                after == null ? list.prefix() : new String(after.get(), StandardCharsets.UTF_8);
        List<Source> sources = new ArrayList<>();
        try {
            for (TableReader table : tables) {
                sources.add(new Source(table, walk(table, list, from), list.prefix()));
            }
            return merge(sources, list);
        } finally {
            sources.forEach(source -> source.walk().close());
        }
    }

    /** How many groups there are in the state of a list. */
    static long total(List<TableReader> tables, GroupList list) {
        long total = 0;
        for (TableReader table : tables) {
            Map<GroupCondition, Long> counts = table.live().groups().counts();
            for (Map.Entry<GroupCondition, Long> count : counts.entrySet()) {
                boolean isMeant = list.state() == null || list.state() == count.getKey();
                boolean isListed =
                        list.order() == GroupOrder.ID || count.getKey() != GroupCondition.IDLE;
                total += isMeant && isListed ? count.getValue() : 0;
            }
        }
        return total;
    }

    private static Walk<String> walk(TableReader table, GroupList list, String from) {
        GroupCondition state = list.state();
        return state == null || state == GroupCondition.IDLE
                ? table.groups(from)
                : table.groups(state, from);
    }

    private static Slice<FoundGroup> merge(List<Source> sources, GroupList list) {
        PriorityQueue<Source> next = new PriorityQueue<>(Comparator.comparing(Source::key));
        sources.stream().filter(Source::hasNext).forEach(next::add);
        List<Item<FoundGroup>> found = new ArrayList<>();
        Bytes last = null;
        int looks = 0;
        while (!next.isEmpty() && found.size() < list.limit() && looks < MAX_LOOKS) {
            Source source = next.remove();
            Bytes key = source.key();
            if (!key.equals(list.after())) {
                looks++;
                last = key;
                FoundGroup group =
                        LiveGroups.isReserved(source.groupId())
                                ? null
                                : FindGroup.find(source.table(), source.groupId());
                if (group != null
                        && (list.state() == null || group.row().condition() == list.state())) {
                    found.add(new Item<>(key, group));
                }
            }
            source.walk().advance();
            if (source.hasNext()) {
                next.add(source);
            }
        }
        return new Slice<>(found, next.isEmpty() ? null : last, Slice.UNKNOWN);
    }

    /** The groups of one partition. */
    private record Source(TableReader table, Walk<String> walk, String prefix) {
        boolean hasNext() {
            String groupId = walk.peek();
            return groupId != null && groupId.startsWith(prefix);
        }

        String groupId() {
            String groupId = walk.peek();
            if (groupId == null) {
                throw new IllegalStateException("the walk has ended");
            }
            return groupId;
        }

        Bytes key() {
            return Bytes.wrap(groupId().getBytes(StandardCharsets.UTF_8));
        }
    }
}

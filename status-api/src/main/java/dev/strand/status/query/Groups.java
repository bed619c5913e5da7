package dev.strand.status.query;

import dev.strand.status.table.GroupCondition;
import dev.strand.status.table.GroupRow;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Walk;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Finds groups. For use by several threads. */
@Singleton
public class Groups {
    /** Groups that one page may look at; with fewer hits than asked for it then ends early. */
    private static final int MAX_LOOKS = 5_000;

    private final LocalTables tables;

    Groups(LocalTables tables) {
        this.tables = tables;
    }

    /**
     * A group.
     *
     * @param partition where it lives
     * @param groupId its id
     * @param row its summary
     * @param head its first run that lives, or null if none does
     */
    public record FoundGroup(int partition, String groupId, GroupRow row, @Nullable TaskRow head) {}

    /**
     * A page of groups in the order of their ids.
     *
     * @param groups what it shows
     * @param nextCursor where the next page begins, or null if there is none
     */
    public record Page(List<FoundGroup> groups, @Nullable String nextCursor) {}

    /** One group, or null if nothing of it was ever read. */
    public @Nullable FoundGroup find(String groupId) {
        for (TableReader table : tables.likelyFor(groupId)) {
            FoundGroup found = find(table, groupId);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable FoundGroup find(TableReader table, String groupId) {
        GroupRow row = table.group(groupId);
        if (row == null) {
            return null;
        }
        TaskRow head = row.depth() == 0 ? null : table.head(groupId, row);
        return new FoundGroup(table.partition(), groupId, row, head);
    }

    /**
     * Reads one page.
     *
     * @param state only groups in this state, or null for all
     * @param cursor {@code nextCursor} of the page before, or null for the first
     */
    public Page read(@Nullable GroupCondition state, int limit, @Nullable String cursor) {
        String list = "groups" + state;
        String after = cursor == null ? null : Cursor.decode(list, cursor, Groups::text);
        List<Source> sources = new ArrayList<>();
        try {
            for (TableReader table : tables.all()) {
                sources.add(new Source(table, walk(table, state, after == null ? "" : after)));
            }
            return merge(sources, state, limit, after, list);
        } finally {
            sources.forEach(source -> source.walk().close());
        }
    }

    private static Walk<String> walk(
            TableReader table, @Nullable GroupCondition state, String from) {
        return state == null || state == GroupCondition.IDLE
                ? table.groups(from)
                : table.groups(state, from);
    }

    private static Page merge(
            List<Source> sources,
            @Nullable GroupCondition state,
            int limit,
            @Nullable String after,
            String list) {
        PriorityQueue<Source> next =
                new PriorityQueue<>(Comparator.comparing(Source::key, Arrays::compareUnsigned));
        sources.stream().filter(Source::hasNext).forEach(next::add);
        List<FoundGroup> found = new ArrayList<>();
        String last = null;
        int looks = 0;
        while (!next.isEmpty() && found.size() < limit && looks < MAX_LOOKS) {
            Source source = next.remove();
            String groupId = source.groupId();
            if (!groupId.equals(after)) {
                looks++;
                last = groupId;
                FoundGroup group = find(source.table(), groupId);
                if (group != null && (state == null || group.row().condition() == state)) {
                    found.add(group);
                }
            }
            source.walk().advance();
            if (source.hasNext()) {
                next.add(source);
            }
        }
        if (last == null || next.isEmpty()) {
            return new Page(found, null);
        }
        return new Page(found, Cursor.encode(list, last.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(ByteBuffer in) {
        return StandardCharsets.UTF_8.decode(in).toString();
    }

    /** The groups of one partition. */
    private record Source(TableReader table, Walk<String> walk) {
        boolean hasNext() {
            return walk.peek() != null;
        }

        String groupId() {
            String groupId = walk.peek();
            if (groupId == null) {
                throw new IllegalStateException("the walk has ended");
            }
            return groupId;
        }

        byte[] key() {
            return groupId().getBytes(StandardCharsets.UTF_8);
        }
    }
}

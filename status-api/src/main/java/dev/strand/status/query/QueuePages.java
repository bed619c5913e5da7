package dev.strand.status.query;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskStatus;
import dev.strand.schemas.json.JsonWriter;
import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.table.Place;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Walk;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The queue of a group in its order, and what has ended in it. For use by several threads. */
@Singleton
public class QueuePages {
    private static final int MAX_LOOKS = 5_000;
    private static final List<TaskStatus> LIVE =
            List.of(TaskStatus.RUNNING, TaskStatus.RETRYING, TaskStatus.QUEUED);

    private final LocalTables tables;

    QueuePages(LocalTables tables) {
        this.tables = tables;
    }

    /**
     * A page of a queue.
     *
     * @param partition where the group lives
     * @param firstPosition position of the first task, from 1 for the head
     * @param tasks in order
     * @param nextCursor where the next page begins, or null if there is none
     */
    public record Page(
            int partition, long firstPosition, List<TaskRow> tasks, @Nullable String nextCursor) {

        /** The tasks, each with its {@code position}. */
        public List<RawJson> json(long nowMillis) {
            List<RawJson> items = new ArrayList<>(tasks.size());
            for (TaskRow row : tasks) {
                JsonWriter position = new JsonWriter(32).beginObject();
                position.field("position", firstPosition + items.size()).endObject();
                items.add(
                        Json.merged(
                                List.of(
                                        RawJson.ofUtf8(position.toByteArray()),
                                        TaskJson.summary(partition, row, nowMillis))));
            }
            return items;
        }
    }

    private record From(long sequence, long position) {
        byte[] bytes() {
            return ByteBuffer.allocate(2 * Long.BYTES).putLong(sequence).putLong(position).array();
        }

        static From read(ByteBuffer in) {
            return new From(in.getLong(), in.getLong());
        }
    }

    /**
     * Reads one page. Positions of later pages count from the first page: they are as old as that.
     *
     * @param cursor {@code nextCursor} of the page before, or null for the head of the queue
     */
    public Page read(FoundGroup group, int limit, @Nullable String cursor) {
        String list = "queue/" + group.groupId();
        From from = cursor == null ? new From(0, 1) : Cursor.decode(list, cursor, From::read);
        List<TaskRow> rows = queue(group, from.sequence(), limit + 1);
        if (rows.size() <= limit) {
            return new Page(group.partition(), from.position(), rows, null);
        }
        From next = new From(rows.getLast().id().sequence(), from.position() + limit);
        return new Page(
                group.partition(),
                from.position(),
                rows.subList(0, limit),
                Cursor.encode(list, next.bytes()));
    }

    private List<TaskRow> queue(FoundGroup group, long from, int limit) {
        TableReader table = reader(group);
        List<Walk<Place>> walks = new ArrayList<>();
        try {
            for (TaskStatus status : LIVE) {
                walks.add(
                        table.inOrder(
                                group.groupId(), status, Math.max(from, group.row().headFrom())));
            }
            return merged(
                    walks, Comparator.comparingLong(QueuePages::sequence), table, false, limit);
        } finally {
            walks.forEach(Walk::close);
        }
    }

    /** The runs of a group that have ended, latest places first. */
    public List<TaskRow> recent(FoundGroup group, int limit) {
        TableReader table = reader(group);
        List<Walk<Place>> walks = new ArrayList<>();
        try {
            for (TaskStatus status : TaskStatus.values()) {
                if (status.isTerminal()) {
                    walks.add(table.byGroup(group.groupId(), status, Long.MAX_VALUE));
                }
            }
            return merged(
                    walks,
                    Comparator.comparingLong(QueuePages::sequence).reversed(),
                    table,
                    true,
                    limit);
        } finally {
            walks.forEach(Walk::close);
        }
    }

    private static List<TaskRow> merged(
            List<Walk<Place>> walks,
            Comparator<Walk<Place>> order,
            TableReader table,
            boolean isTerminal,
            int limit) {
        PriorityQueue<Walk<Place>> next = new PriorityQueue<>(order);
        walks.stream().filter(walk -> walk.peek() != null).forEach(next::add);
        List<TaskRow> found = new ArrayList<>();
        for (int looks = 0; !next.isEmpty() && found.size() < limit && looks < MAX_LOOKS; looks++) {
            Walk<Place> walk = next.remove();
            Place place = walk.peek();
            TaskRow row = place == null ? null : table.row(place.groupId(), place.sequence());
            boolean isKnown =
                    !found.isEmpty() && row != null && found.getLast().id().equals(row.id());
            if (row != null && row.status().isTerminal() == isTerminal && !isKnown) {
                found.add(row);
            }
            walk.advance();
            if (walk.peek() != null) {
                next.add(walk);
            }
        }
        return found;
    }

    private static long sequence(Walk<Place> walk) {
        Place place = walk.peek();
        return place == null ? Long.MAX_VALUE : place.sequence();
    }

    private TableReader reader(FoundGroup group) {
        return tables.all().stream()
                .filter(table -> table.partition() == group.partition())
                .findFirst()
                .orElseThrow(tables::notReady);
    }
}

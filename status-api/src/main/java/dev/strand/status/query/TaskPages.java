package dev.strand.status.query;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.table.Place;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Walk;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages of tasks, newest first. The order is by what never changes in a task, so that a page goes
 * on where the one before ended, whatever happened in between. For use by several threads.
 */
@Singleton
public class TaskPages {
    /** Rows that one page may look at; with fewer hits than asked for it then ends early. */
    private static final int MAX_LOOKS = 5_000;

    private final LocalTables tables;

    TaskPages(LocalTables tables) {
        this.tables = tables;
    }

    /**
     * A page.
     *
     * @param tasks what it shows
     * @param nextCursor where the next page begins, or null if there is none
     */
    public record Page(List<FoundTask> tasks, @Nullable String nextCursor) {}

    /**
     * Reads one page.
     *
     * @param limit most tasks, positive
     * @param cursor {@code nextCursor} of the page before, or null for the first
     */
    public Page read(TaskFilter filter, int limit, @Nullable String cursor, long nowMillis) {
        Position from =
                cursor == null ? null : Cursor.decode(filter.name(), cursor, Position::read);
        List<Source> sources = new ArrayList<>();
        try {
            for (TableReader table : tables.all()) {
                for (TaskStatus status : filter.storedStatuses()) {
                    boolean isEmpty = !status.isTerminal() && table.live().of(status) == 0;
                    if (isEmpty) {
                        continue;
                    }
                    sources.add(Source.of(table, filter, status, from));
                }
            }
            return merge(sources, filter, limit, from, nowMillis);
        } finally {
            sources.forEach(Source::close);
        }
    }

    private static Page merge(
            List<Source> sources,
            TaskFilter filter,
            int limit,
            @Nullable Position from,
            long nowMillis) {
        PriorityQueue<Source> next = new PriorityQueue<>(Comparator.comparing(Source::position));
        sources.stream().filter(Source::hasNext).forEach(next::add);
        List<FoundTask> found = new ArrayList<>();
        Set<Position> shown = new HashSet<>();
        int looks = 0;
        Position last = null;
        while (!next.isEmpty() && found.size() < limit && looks < MAX_LOOKS) {
            Source source = next.remove();
            Position at = source.position();
            if (from == null || at.compareTo(from) > 0) {
                looks++;
                last = at;
                TaskRow row = source.row();
                if (row != null
                        && row.status() == source.status()
                        && filter.admits(row, nowMillis)
                        && shown.add(at)) {
                    found.add(new FoundTask(at.partition(), row));
                }
            }
            if (source.advance()) {
                next.add(source);
            }
        }
        if (last == null || next.isEmpty()) {
            return new Page(found, null);
        }
        return new Page(found, Cursor.encode(filter.name(), last.bytes()));
    }

    /**
     * Where a task stands in the list: later times first, then by partition, later places first.
     */
    record Position(long millis, int partition, long sequence) implements Comparable<Position> {
        @Override
        public int compareTo(Position other) {
            int byTime = Long.compare(other.millis, millis);
            int byPartition = Integer.compare(partition, other.partition);
            int bySequence = Long.compare(other.sequence, sequence);
            return byTime != 0 ? byTime : byPartition != 0 ? byPartition : bySequence;
        }

        byte[] bytes() {
            return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                    .putLong(millis)
                    .putInt(partition)
                    .putLong(sequence)
                    .array();
        }

        static Position read(ByteBuffer in) {
            return new Position(in.getLong(), in.getInt(), in.getLong());
        }
    }

    /** The tasks of one state in one partition. */
    private record Source(TableReader table, TaskStatus status, Walk<Place> walk)
            implements AutoCloseable {
        static Source of(
                TableReader table, TaskFilter filter, TaskStatus status, @Nullable Position from) {
            long fromMillis = from == null ? Long.MAX_VALUE : from.millis();
            String groupId = filter.groupId();
            String type = filter.type();
            if (groupId != null) {
                long below =
                        from != null && from.partition() == table.partition()
                                ? from.sequence()
                                : Long.MAX_VALUE;
                return new Source(table, status, table.byGroup(groupId, status, below));
            }
            return new Source(
                    table,
                    status,
                    type == null
                            ? table.byStatus(status, fromMillis)
                            : table.byType(type, status, fromMillis));
        }

        boolean hasNext() {
            return walk.peek() != null;
        }

        private Place place() {
            Place place = walk.peek();
            if (place == null) {
                throw new IllegalStateException("the walk has ended");
            }
            return place;
        }

        Position position() {
            return new Position(place().millis(), table.partition(), place().sequence());
        }

        @Nullable TaskRow row() {
            return table.row(place().groupId(), place().sequence());
        }

        boolean advance() {
            walk.advance();
            return hasNext();
        }

        @Override
        public void close() {
            walk.close();
        }
    }
}

package dev.strand.status.query;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.table.Place;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TableReader.Span;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the index that narrows a list most, in one partition.
 *
 * @param table the partition
 * @param status the state that the index speaks of, or null where it speaks of none
 * @param walk the walk
 */
record TaskSource(TableReader table, @Nullable TaskStatus status, Walk<Place> walk)
        implements AutoCloseable {
    private static final Set<TaskStatus> SCHEDULED = Set.of(TaskStatus.SCHEDULED);
    private static final int FEW = 200;

    /** The walks that find every task of a list in a partition, from where a page begins. */
    static List<TaskSource> of(TableReader table, TaskList ask) {
        TaskFilter filter = ask.filter();
        if (filter.groupId() == null && !filter.labels().isEmpty() && !hasFew(table, filter)) {
            return List.of(new TaskSource(table, null, table.byLabels(filter.labels(), span(ask))));
        }
        if (filter.groupId() == null && filter.statuses().equals(SCHEDULED)) {
            return List.of(new TaskSource(table, TaskStatus.QUEUED, table.byDue(span(ask))));
        }
        List<TaskSource> sources = new ArrayList<>();
        if (filter.groupId() != null && table.group(filter.groupId()) == null) {
            return sources;
        }
        for (TaskStatus status : filter.storedStatuses()) {
            if (!table.live().isEmpty(status)) {
                sources.add(new TaskSource(table, status, walk(table, status, ask)));
            }
        }
        return sources;
    }

    private static Walk<Place> walk(TableReader table, TaskStatus status, TaskList ask) {
        String groupId = ask.filter().groupId();
        String type = ask.filter().type();
        if (groupId != null && !ask.filter().isBrief()) {
            TaskPlace from = ask.from();
            if (ask.order() == TaskOrder.OLDEST) {
                return table.inOrder(groupId, status, sequence(table, from, 0));
            }
            return table.byGroup(groupId, status, sequence(table, from, Long.MAX_VALUE));
        }
        return type == null
                ? table.byStatus(status, span(ask))
                : table.byType(type, status, span(ask));
    }

    /** Whether so few runs are in the states of a list that labels narrow it less. */
    private static boolean hasFew(TableReader table, TaskFilter filter) {
        long runs = 0;
        for (TaskStatus status : filter.storedStatuses()) {
            if (status.isTerminal()) {
                return false;
            }
            runs += table.live().of(status);
        }
        return table.live().isKnown() && runs <= FEW;
    }

    /** Where a page begins in a partition; a page may have ended in another one. */
    private static long sequence(TableReader table, @Nullable TaskPlace from, long otherwise) {
        return from != null && from.partition() == table.partition() ? from.sequence() : otherwise;
    }

    private static Span span(TaskList ask) {
        TaskFilter filter = ask.filter();
        TaskPlace from = ask.from();
        boolean isOldest = ask.order() == TaskOrder.OLDEST;
        if (from == null) {
            return new Span(filter.fromMillis(), filter.toMillis(), isOldest);
        }
        return isOldest
                ? new Span(Math.max(filter.fromMillis(), from.millis()), filter.toMillis(), true)
                : new Span(filter.fromMillis(), Math.min(filter.toMillis(), from.millis()), false);
    }

    boolean hasNext() {
        return walk.peek() != null;
    }

    private Place at() {
        Place place = walk.peek();
        if (place == null) {
            throw new IllegalStateException("the walk has ended");
        }
        return place;
    }

    TaskPlace place() {
        return new TaskPlace(at().millis(), table.partition(), at().sequence());
    }

    Bytes key(TaskOrder order) {
        return place().key(order);
    }

    /** The row that it stands at, or null where that is known not to be meant without a look. */
    @Nullable TaskRow row(TaskFilter filter) {
        String groupId = filter.groupId();
        if (groupId != null && !groupId.equals(at().groupId())) {
            return null;
        }
        return table.row(at().groupId(), at().sequence());
    }

    /** Whether the index row that led to a row is true. */
    boolean agrees(TaskRow row) {
        return status == null || status == row.status();
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

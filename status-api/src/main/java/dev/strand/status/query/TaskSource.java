package dev.strand.status.query;

import dev.strand.core.log.TaskStatus;
import dev.strand.status.table.GroupRow;
import dev.strand.status.table.Place;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TableReader.Span;
import dev.strand.status.table.TaskRow;
import dev.strand.status.table.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the index that narrows a list most, in one partition.
 *
 * @param table the partition
 * @param walk the walk
 */
record TaskSource(TableReader table, Walk<Place> walk) implements AutoCloseable {
    private static final Set<TaskStatus> SCHEDULED = Set.of(TaskStatus.SCHEDULED);
    private static final int FEW = 200;

    /** The walks that find every task of a list in a partition, from where a page begins. */
    static List<TaskSource> of(TableReader table, TaskList ask) {
        TaskFilter filter = ask.filter();
        String groupId = filter.groupId();
        if (groupId != null) {
            GroupRow group = table.group(groupId);
            if (group == null) {
                return List.of();
            }
            return filter.isBrief() ? byTime(table, ask) : ofGroup(table, group, ask);
        }
        if (!filter.labels().isEmpty() && !hasFew(table, filter)) {
            Span span = span(table, null, ask);
            return span.isEmpty()
                    ? List.of()
                    : List.of(new TaskSource(table, table.byLabels(filter.labels(), span)));
        }
        return byTime(table, ask);
    }

    private static List<TaskSource> byTime(TableReader table, TaskList ask) {
        Set<TaskStatus> statuses = ask.filter().statuses();
        List<TaskSource> sources = new ArrayList<>();
        if (statuses.isEmpty() && table.hasLists()) {
            addByTime(sources, table, null, ask);
            return sources;
        }
        return table.atOneMoment(() -> {
            for (TaskStatus status : ask.filter().storedStatuses()) {
                if (!table.live().isEmpty(status)) {
                    addByTime(sources, table, status, ask);
                }
            }
            return sources;
        });
    }

    private static void addByTime(
            List<TaskSource> sources,
            TableReader table,
            @Nullable TaskStatus status,
            TaskList ask) {
        String type = ask.filter().type();
        Span span = span(table, status, ask);
        if (span.isEmpty()) {
            return;
        }
        Walk<Place> walk;
        if (ask.filter().statuses().equals(SCHEDULED)) {
            walk = table.byDue(span);
        } else if (status == null) {
            walk = type == null ? table.byTime(span) : table.byType(type, span);
        } else {
            walk = type == null ? table.byStatus(status, span) : table.byType(type, status, span);
        }
        sources.add(new TaskSource(table, walk));
    }

    private static List<TaskSource> ofGroup(TableReader table, GroupRow group, TaskList ask) {
        TaskFilter filter = ask.filter();
        String groupId = Objects.requireNonNull(filter.groupId());
        boolean isOldest = ask.order() == TaskOrder.OLDEST;
        long at = sequence(table, ask.from(), isOldest ? 0 : Long.MAX_VALUE);
        if (filter.statuses().isEmpty()) {
            Walk<Place> walk = isOldest ? table.inOrder(groupId, at) : table.byGroup(groupId, at);
            return List.of(new TaskSource(table, walk));
        }
        return table.atOneMoment(() -> inStates(table, group, ask, at));
    }

    private static List<TaskSource> inStates(
            TableReader table, GroupRow group, TaskList ask, long at) {
        boolean isOldest = ask.order() == TaskOrder.OLDEST;
        String groupId = Objects.requireNonNull(ask.filter().groupId());
        List<TaskSource> sources = new ArrayList<>();
        for (TaskStatus status : ask.filter().storedStatuses()) {
            boolean isEnded = status.isTerminal();
            long from = isEnded ? 0 : group.headFrom();
            boolean isEmpty = (!isEnded && group.depth() == 0) || (!isOldest && at <= from);
            if (!isEmpty) {
                Walk<Place> walk =
                        isOldest
                                ? table.inOrder(groupId, status, Math.max(from, at))
                                : table.byGroup(groupId, status, from, at);
                sources.add(new TaskSource(table, walk));
            }
        }
        return sources;
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

    /** The part of a list that a page is in, as far as there is anything. */
    private static Span span(TableReader table, @Nullable TaskStatus status, TaskList ask) {
        return span(ask).within(table.live().times(), status);
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

    /**
     * Whether the index row that led to a row is in its place. The row may have left the state that
     * the index row speaks of after the lists were opened: none of them then has it anywhere else.
     */
    boolean agrees(TaskRow row) {
        return at().millis() == 0 || at().millis() == row.submittedAtMillis();
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

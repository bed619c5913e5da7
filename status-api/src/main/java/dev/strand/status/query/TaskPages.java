package dev.strand.status.query;

import dev.strand.status.query.Slice.Item;
import dev.strand.status.table.TableReader;
import dev.strand.status.table.TaskRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/**
 * Reads parts of lists of tasks from local tables. The order is by what never changes in a task, so
 * that a page goes on where the one before ended, whatever happened in between.
 */
final class TaskPages {
    /** Rows that one page may look at; with fewer hits than asked for it then ends early. */
    static final int MAX_LOOKS = 5_000;

    /** Rows that one page may look at whatever time that takes, so that every page goes on. */
    private static final int SURE_LOOKS = 500;

    /** How long one page may look at more rows than that. */
    private static final long MOST_NANOS = 20_000_000;

    private TaskPages() {}

    static Slice<FoundTask> read(List<TableReader> tables, TaskList list, long nowMillis) {
        List<TaskSource> sources = new ArrayList<>();
        try {
            for (TableReader table : tables) {
                sources.addAll(TaskSource.of(table, list));
            }
            return merge(sources, list, nowMillis);
        } finally {
            sources.forEach(TaskSource::close);
        }
    }

    private static Slice<FoundTask> merge(List<TaskSource> sources, TaskList list, long nowMillis) {
        PriorityQueue<TaskSource> next =
                new PriorityQueue<>(Comparator.comparing(source -> source.key(list.order())));
        sources.stream().filter(TaskSource::hasNext).forEach(next::add);
        List<Item<FoundTask>> found = new ArrayList<>();
        Set<TaskPlace> shown = new HashSet<>();
        int looks = 0;
        Bytes last = null;
        long until = System.nanoTime() + MOST_NANOS;
        while (!next.isEmpty() && found.size() < list.limit() && mayLook(looks, until)) {
            TaskSource source = next.remove();
            Bytes key = source.key(list.order());
            if (list.after() == null || key.compareTo(list.after()) > 0) {
                looks++;
                last = key;
                TaskRow row = source.row(list.filter());
                boolean isMeant = row != null && isMeant(source, row, list, nowMillis);
                if (row != null && isMeant && shown.add(source.place())) {
                    found.add(new Item<>(key, new FoundTask(source.table().partition(), row)));
                }
            }
            if (source.advance()) {
                next.add(source);
            }
        }
        return new Slice<>(found, next.isEmpty() ? null : last, Slice.UNKNOWN);
    }

    private static boolean mayLook(int looks, long untilNanos) {
        return looks < SURE_LOOKS || (looks < MAX_LOOKS && System.nanoTime() < untilNanos);
    }

    private static boolean isMeant(TaskSource source, TaskRow row, TaskList list, long nowMillis) {
        return source.agrees(row)
                && list.filter().admits(row, nowMillis)
                && (!list.newestRunsOnly() || source.table().isNewest(row));
    }
}

package dev.strand.status.table;

import dev.strand.core.fold.Seen;
import dev.strand.core.log.TaskStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** One walk over the runs that a clearing may mean, in pieces. Called from the stream thread. */
final class ClearingPass {
    private static final int MAX_RUNS = 4_000;
    private static final int MAX_BYTES = 400 << 10;
    private static final int LOOKS_AT_ONCE = 16;

    private final Clearing clearing;
    private final Stores stores;
    private final TaskTable table;
    private final long durableTasks;
    private final Deque<TaskStatus> left;
    private final Map<Bytes, Doomed> found = new LinkedHashMap<>();
    private @Nullable Bytes last;
    private int foundBytes;
    private long postponed = -1;

    /**
     * A walk that has not begun.
     *
     * @param durableTasks runs from this sequence on are left for later: their submission may be
     *     read once more
     */
    ClearingPass(Clearing clearing, Stores stores, TaskTable table, long durableTasks) {
        this.clearing = clearing;
        this.stores = stores;
        this.table = table;
        this.durableTasks = durableTasks;
        this.left = new ArrayDeque<>(clearing.statuses());
    }

    Clearing clearing() {
        return clearing;
    }

    /** The highest sequence of a run that was left for later, or -1. */
    long postponed() {
        return postponed;
    }

    /** What has been found. */
    List<Doomed> found() {
        return new ArrayList<>(found.values());
    }

    /** Whether as much has been found as is deleted at once. */
    boolean isFull() {
        return found.size() >= MAX_RUNS || foundBytes >= MAX_BYTES;
    }

    /** Walks on until the end, until enough has been found, or time is over: true at the end. */
    boolean walk(BooleanSupplier isTimeOver) {
        while (!left.isEmpty() && !isFull()) {
            if (!walk(left.getFirst(), isTimeOver)) {
                return false;
            }
            left.removeFirst();
            last = null;
        }
        return left.isEmpty();
    }

    /** Whether the list of this state has come to its end. */
    private boolean walk(TaskStatus status, BooleanSupplier isTimeOver) {
        byte[] prefix = Keys.statusPrefix(status);
        Bytes from = last == null ? Keys.startingAt(prefix, clearing.beforeMillis()) : last;
        int looks = 0;
        try (KeyValueIterator<Bytes, byte[]> rows =
                stores.indexes().range(from, Bounds.last(prefix))) {
            while (rows.hasNext()) {
                if (isFull() || (++looks % LOOKS_AT_ONCE == 0 && isTimeOver.getAsBoolean())) {
                    return false;
                }
                Bytes key = rows.next().key;
                Place place = Keys.placeOfNewestFirst(key, prefix.length);
                look(table.row(place.groupId(), place.sequence()));
                last = key;
            }
        }
        return true;
    }

    private void look(@Nullable TaskRow row) {
        if (row == null || !clearing.means(row)) {
            return;
        }
        if (row.id().sequence() >= durableTasks) {
            postponed = Math.max(postponed, row.id().sequence());
            return;
        }
        add(row);
        for (Seen run : table.runs(row.id().groupId(), row.id().taskId()).runs()) {
            boolean isEarlier = run.sequence() < row.id().sequence();
            TaskRow earlier = isEarlier ? table.row(row.id().groupId(), run.sequence()) : null;
            if (earlier != null && clearing.takesAlong(earlier)) {
                add(earlier);
            }
        }
    }

    private void add(TaskRow row) {
        Doomed run = Doomed.of(row);
        if (found.put(Keys.task(row.id().groupId(), row.id().sequence()), run) == null) {
            foundBytes += run.sizeBytes();
        }
    }
}

package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The index rows of the runs of one partition. Each list ends with a row that never goes: a walk
 * that reaches the end of its list must not search on through the deleted rows of the next one.
 * Called from the stream thread only.
 */
final class Index {
    static final byte[] PRESENT = {1};

    private static final int MAX_TYPES = 1_000;
    private static final TaskStatus[] STATUSES = TaskStatus.values();

    private final KeyValueStore<Bytes, byte[]> rows;
    private final LiveCounts counts = new LiveCounts();
    private final Set<String> types = new HashSet<>();

    Index(KeyValueStore<Bytes, byte[]> rows) {
        this.rows = rows;
        for (TaskStatus status : STATUSES) {
            rows.putIfAbsent(Keys.end(Keys.statusPrefix(status)), PRESENT);
        }
        for (GroupCondition condition : GroupCondition.values()) {
            rows.putIfAbsent(Keys.end(Keys.groupStatePrefix(condition)), PRESENT);
        }
        GroupCounts.LIVE.forEach(status -> counts.add(status, count(status)));
    }

    private long count(TaskStatus status) {
        byte[] prefix = Keys.statusPrefix(status);
        long found = 0;
        try (KeyValueIterator<Bytes, byte[]> live =
                rows.range(Bytes.wrap(prefix), Keys.last(prefix))) {
            while (live.hasNext()) {
                live.next();
                found++;
            }
        }
        return found;
    }

    LiveCounts counts() {
        return counts;
    }

    /** Puts the rows of a run in a state, where they are known to be missing. */
    void put(TaskRow row) {
        IndexKeys keys = IndexKeys.of(row, row.status());
        put(row, keys);
        counts.add(row.status(), 1);
    }

    /** Deletes the rows of a run in a state, where they are known to be there. */
    void delete(TaskRow row) {
        delete(IndexKeys.of(row, row.status()));
        counts.add(row.status(), -1);
    }

    /** Puts the rows of a run in its state, whether or not they are there. */
    void mendPresent(TaskRow row) {
        IndexKeys keys = IndexKeys.of(row, row.status());
        if (rows.get(keys.byStatus()) == null) {
            counts.add(row.status(), 1);
        }
        put(row, keys);
    }

    /** Deletes the rows that a run would have in a state, whether or not they are there. */
    void mendAbsent(TaskRow row, TaskStatus status) {
        IndexKeys keys = IndexKeys.of(row, status);
        if (!status.isTerminal() && rows.get(keys.byStatus()) != null) {
            counts.add(status, -1);
        }
        delete(keys);
    }

    boolean hasGroupRow(TaskRow row, TaskStatus status) {
        return rows.get(IndexKeys.of(row, status).byGroup()) != null;
    }

    private void put(TaskRow row, IndexKeys keys) {
        if (types.size() < MAX_TYPES && types.add(row.type())) {
            for (TaskStatus status : STATUSES) {
                rows.put(Keys.end(Keys.typePrefix(row.type(), status)), PRESENT);
            }
        }
        rows.put(keys.byStatus(), PRESENT);
        rows.put(keys.byType(), PRESENT);
        rows.put(keys.byGroup(), PRESENT);
    }

    private void delete(IndexKeys keys) {
        rows.delete(keys.byStatus());
        rows.delete(keys.byType());
        rows.delete(keys.byGroup());
    }
}

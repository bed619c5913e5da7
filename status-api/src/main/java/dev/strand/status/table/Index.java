package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The index rows of the runs of one partition: some move with the state of their run, others stay
 * as long as the run does. Called from the stream thread only.
 */
final class Index {
    static final byte[] PRESENT = {1};

    private static final int MAX_TYPES = 1_000;
    private static final TaskStatus[] STATUSES = TaskStatus.values();

    private final KeyValueStore<Bytes, byte[]> rows;
    private final LiveCounts counts = new LiveCounts();
    private final Set<String> types = new HashSet<>();
    private final Narrowing narrowing;

    Index(KeyValueStore<Bytes, byte[]> rows) {
        this.rows = rows;
        this.narrowing = new Narrowing(rows, counts.times());
        for (TaskStatus status : STATUSES) {
            bound(Keys.statusPrefix(status));
        }
        for (GroupCondition condition : GroupCondition.values()) {
            rows.putIfAbsent(Bounds.end(Keys.groupStatePrefix(condition)), PRESENT);
        }
        bound(Keys.duePrefix());
        bound(Keys.timePrefix());
        loadDue();
        GroupCounts.LIVE.forEach(status -> counts.add(status, count(status)));
    }

    private void bound(byte[] prefix) {
        rows.putIfAbsent(Bounds.begin(prefix), PRESENT);
        rows.putIfAbsent(Bounds.end(prefix), PRESENT);
    }

    private long count(TaskStatus status) {
        byte[] prefix = Keys.statusPrefix(status);
        long found = 0;
        try (KeyValueIterator<Bytes, byte[]> live =
                rows.range(Keys.startingAt(prefix, Long.MAX_VALUE), Bounds.last(prefix))) {
            while (live.hasNext()) {
                live.next();
                found++;
            }
        }
        return found;
    }

    private void loadDue() {
        byte[] prefix = Keys.duePrefix();
        try (KeyValueIterator<Bytes, byte[]> due =
                rows.range(Keys.startingAt(prefix, Long.MAX_VALUE), Bounds.last(prefix))) {
            while (due.hasNext()) {
                counts.due().add(ByteBuffer.wrap(due.next().value).getLong(), 1);
            }
        }
    }

    Narrowing narrowing() {
        return narrowing;
    }

    LiveCounts counts() {
        return counts;
    }

    /** Puts the rows of a run in a state, where they are known to be missing. */
    void put(TaskRow row) {
        IndexKeys keys = IndexKeys.of(row, row.status());
        put(row, keys);
        if (isDue(row, row.status())) {
            putDue(row);
        }
        counts.add(row.type(), row.status(), 1);
    }

    /** Deletes the rows of a run in a state, where they are known to be there. */
    void delete(TaskRow row) {
        delete(IndexKeys.of(row, row.status()));
        narrowing.left(row.status());
        if (isDue(row, row.status())) {
            deleteDue(row);
        }
        counts.add(row.type(), row.status(), -1);
    }

    /** Puts the rows that a run has in every state, whether or not they are there. */
    void putLasting(TaskRow row) {
        boundType(row.type());
        counts.times().put(null, row.submittedAtMillis());
        IndexKeys.lasting(row).forEach(key -> rows.put(key, PRESENT));
    }

    /** Deletes the rows that a run has in every state, whether or not they are there. */
    void deleteLasting(TaskRow row) {
        IndexKeys.lasting(row).forEach(rows::delete);
        narrowing.forgotten();
    }

    /** Puts the rows of a run in its state, whether or not they are there. */
    void mendPresent(TaskRow row) {
        IndexKeys keys = IndexKeys.of(row, row.status());
        if (rows.get(keys.byStatus()) == null) {
            counts.add(row.status(), 1);
        }
        if (rows.get(keys.byType()) == null) {
            counts.types().add(row.type(), row.status(), 1);
        }
        put(row, keys);
        putLasting(row);
        if (isDue(row, row.status()) && rows.get(IndexKeys.byDue(row)) == null) {
            putDue(row);
        }
    }

    /** Deletes the rows that a run would have in a state, whether or not they are there. */
    void mendAbsent(TaskRow row, TaskStatus status) {
        IndexKeys keys = IndexKeys.of(row, status);
        if (rows.get(keys.byStatus()) != null) {
            counts.add(status, -1);
        }
        if (rows.get(keys.byType()) != null) {
            counts.types().add(row.type(), status, -1);
        }
        if (isDue(row, status) && rows.get(IndexKeys.byDue(row)) != null) {
            deleteDue(row);
        }
        delete(keys);
        narrowing.left(status);
    }

    /** Deletes all rows of a run that has ended, whether or not they are there. */
    void erase(Doomed run) {
        IndexKeys keys = IndexKeys.of(run.place(), run.type(), run.status());
        if (rows.get(keys.byStatus()) != null) {
            counts.add(run.status(), -1);
        }
        if (rows.get(keys.byType()) != null) {
            counts.types().add(run.type(), run.status(), -1);
        }
        delete(keys);
        IndexKeys.lasting(run.place(), run.type(), run.labels()).forEach(rows::delete);
        narrowing.forgotten();
    }

    private static boolean isDue(TaskRow row, TaskStatus status) {
        return status == TaskStatus.QUEUED && row.shown().notBeforeMillis() != Told.NEVER;
    }

    private void putDue(TaskRow row) {
        long due = row.shown().notBeforeMillis();
        rows.put(IndexKeys.byDue(row), ByteBuffer.allocate(Long.BYTES).putLong(due).array());
        counts.due().add(due, 1);
    }

    private void deleteDue(TaskRow row) {
        rows.delete(IndexKeys.byDue(row));
        counts.due().add(row.shown().notBeforeMillis(), -1);
    }

    boolean hasGroupRow(TaskRow row, TaskStatus status) {
        return rows.get(IndexKeys.of(row, status).byGroup()) != null;
    }

    private void put(TaskRow row, IndexKeys keys) {
        boundType(row.type());
        counts.times().put(row.status(), row.submittedAtMillis());
        rows.put(keys.byStatus(), PRESENT);
        rows.put(keys.byType(), PRESENT);
        rows.put(keys.byGroup(), PRESENT);
    }

    private void boundType(String type) {
        if (types.size() < MAX_TYPES && types.add(type)) {
            bound(Keys.typePrefix(type));
            for (TaskStatus status : STATUSES) {
                bound(Keys.typePrefix(type, status));
            }
        }
    }

    private void delete(IndexKeys keys) {
        rows.delete(keys.byStatus());
        rows.delete(keys.byType());
        rows.delete(keys.byGroup());
    }
}

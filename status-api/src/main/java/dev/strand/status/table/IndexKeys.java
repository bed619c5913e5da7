package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the index rows that a visible row has in a state.
 *
 * @param byStatus for lists of a state
 * @param byType for lists of a type
 * @param byGroup for lists of a group; these rows are what group summaries count
 */
record IndexKeys(Bytes byStatus, Bytes byType, Bytes byGroup) {
    static IndexKeys of(TaskRow row, TaskStatus status) {
        return of(placeOf(row), row.type(), status);
    }

    static IndexKeys of(Place run, String type, TaskStatus status) {
        return new IndexKeys(
                newestFirst(Keys.statusPrefix(status), run),
                newestFirst(Keys.typePrefix(type, status), run),
                Keys.inOrder(Keys.groupPrefix(run.groupId(), status), run.sequence()));
    }

    private static Place placeOf(TaskRow row) {
        return new Place(row.id().groupId(), row.id().sequence(), row.submittedAtMillis());
    }

    /** The key of the index row that a queued run with a due time has. */
    static Bytes byDue(TaskRow row) {
        return newestFirst(Keys.duePrefix(), placeOf(row));
    }

    /** The keys of the index rows that a visible row has in every state. */
    static List<Bytes> lasting(TaskRow row) {
        return lasting(placeOf(row), row.type(), row.shown().labels());
    }

    /** The keys of the index rows of a run by time, by type and by each of these labels. */
    static List<Bytes> lasting(Place run, String type, Map<String, String> labels) {
        List<Bytes> keys = new ArrayList<>(2 + labels.size());
        keys.add(newestFirst(Keys.timePrefix(), run));
        keys.add(newestFirst(Keys.typePrefix(type), run));
        labels.forEach((name, value) -> keys.add(newestFirst(Keys.labelPrefix(name, value), run)));
        return keys;
    }

    private static Bytes newestFirst(byte[] prefix, Place run) {
        return Keys.newestFirst(prefix, run.millis(), run.sequence(), run.groupId());
    }
}

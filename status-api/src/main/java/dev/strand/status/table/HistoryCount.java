package dev.strand.status.table;

import dev.strand.core.log.TaskStatus;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Counts the runs and groups that a table holds at its opening, on a thread of its own. The walks
 * begin at the construction, before the first change, and see none that comes later: those are
 * counted as they come.
 */
final class HistoryCount implements Runnable {
    private static final int ROWS_AT_A_TIME = 512;

    private final KeyValueIterator<Bytes, byte[]> runs;
    private final KeyValueIterator<Bytes, byte[]> groups;
    private final LiveCounts counts;
    private int sinceYield;

    HistoryCount(Stores stores, LiveCounts counts) {
        byte[] prefix = {Keys.BY_TYPE};
        this.runs = stores.indexes().range(Bytes.wrap(prefix), Keys.after(prefix));
        this.groups = stores.groups().all();
        this.counts = counts;
    }

    @Override
    public void run() {
        try (runs;
                groups) {
            countRuns();
            counts.types().completed();
            long found = 0;
            while (groups.hasNext()) {
                found += LiveGroups.isReserved(Keys.text(groups.next().key)) ? 0 : 1;
                letOthersWork();
            }
            counts.groups().counted(found);
        }
    }

    private void countRuns() {
        byte[] prefix = {};
        String type = "";
        TaskStatus status = TaskStatus.QUEUED;
        long found = 0;
        while (runs.hasNext()) {
            Bytes key = runs.next().key;
            if (!Keys.startsWith(key, prefix)) {
                add(type, status, found);
                type = Keys.typeOf(key);
                status = Codes.status(Keys.statusOfType(key));
                prefix = Keys.typePrefix(type, status);
                found = 0;
            }
            found += Bounds.isBound(key, prefix.length) ? 0 : 1;
            letOthersWork();
        }
        add(type, status, found);
    }

    private void add(String type, TaskStatus status, long found) {
        if (found > 0) {
            counts.types().add(type, status, found);
        }
    }

    /** Virtual threads give way only when they wait. */
    private void letOthersWork() {
        if (++sinceYield == ROWS_AT_A_TIME) {
            sinceYield = 0;
            LockSupport.parkNanos(1);
        }
    }
}

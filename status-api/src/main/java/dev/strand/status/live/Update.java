package dev.strand.status.live;

import dev.strand.core.log.RawJson;
import dev.strand.status.query.TaskJson;
import dev.strand.status.table.TaskRow;
import org.jspecify.annotations.Nullable;

/** A task as it is after a change. Its text is made once for all streams. Not thread-safe. */
final class Update {
    private final int partition;
    private final TaskRow row;
    private @Nullable RawJson json;

    Update(int partition, TaskRow row) {
        this.partition = partition;
        this.row = row;
    }

    /** Names the run: a later update of the same run takes the place of an earlier one. */
    record Key(int partition, long sequence) {}

    Key key() {
        return new Key(partition, row.id().sequence());
    }

    TaskRow row() {
        return row;
    }

    RawJson json(long nowMillis) {
        RawJson made = json;
        if (made == null) {
            made = TaskJson.summary(partition, row, nowMillis);
            json = made;
        }
        return made;
    }
}

package dev.strand.schemas.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a record of {@code strand.tasks} stands and what came with it, besides key and value.
 *
 * @param recordTime timestamp of the record; becomes {@code submittedAt}
 * @param topic topic that it was read from
 * @param partition partition that it was read from, from 0
 * @param offset its offset, from 0
 * @param traceparent value of the header of that name, or null; a malformed one is ignored
 */
public record RecordContext(
        Instant recordTime,
        String topic,
        int partition,
        long offset,
        @Nullable String traceparent) {
    /** The id of a task that was submitted without one; the same for every reader. */
    public String madeTaskId() {
        return topic + "-" + partition + "-" + offset;
    }
}

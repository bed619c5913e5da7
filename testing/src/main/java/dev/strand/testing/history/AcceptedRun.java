package dev.strand.testing.history;

import dev.strand.core.log.RunId;
import dev.strand.testing.trace.RunKey;
import java.time.Instant;

/**
 * A run that the fold accepted.
 *
 * @param id which
 * @param partition the partition of its group
 * @param at timestamp of the record that made it
 */
public record AcceptedRun(RunId id, int partition, Instant at) {
    /** Its identity for whoever submitted it. */
    public RunKey key() {
        return keyOf(id);
    }

    static RunKey keyOf(RunId id) {
        return new RunKey(id.groupId(), id.taskId(), id.run());
    }
}

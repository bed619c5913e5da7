package dev.strand.testing.history;

import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.testing.trace.RunKey;
import java.time.Instant;

/**
 * A fact that the fold accepted.
 *
 * @param fact what it says
 * @param partition the partition that it was read from
 * @param offset its offset in {@code strand.status}
 * @param at its timestamp, set by the writer when it sent it: it became durable after that
 */
public record AcceptedFact(Fact fact, int partition, long offset, Instant at) {
    /** The run that it speaks of. */
    public RunKey runKey() {
        return AcceptedRun.keyOf(fact.run());
    }

    /** For evidence. */
    @Override
    public String toString() {
        return "%s token %s at %s (partition %d, offset %d)"
                .formatted(fact.status(), fact.token(), at, partition, offset);
    }
}

package dev.strand.status.stream;

import dev.strand.core.log.StatusRecord.Owner;
import dev.strand.status.table.Clearing;
import dev.strand.status.table.RowChange;
import java.time.Instant;

/**
 * Hears of every change of a visible row, after it can be read from the table. Called from stream
 * threads: must return at once and must not throw.
 */
@FunctionalInterface
public interface TableListener {
    /** A row of this partition changed. */
    void changed(int partition, RowChange change);

    /** A group of this partition, or a type or everything in it, was paused, resumed or parked. */
    default void groupChanged(int partition, String groupId) {}

    /** Runs of this partition have been forgotten, as this says. */
    default void cleared(int partition, Clearing clearing) {}

    /**
     * An owner of this partition wrote a record.
     *
     * @param at the time of the record
     */
    default void spoke(int partition, Owner owner, Instant at) {}
}

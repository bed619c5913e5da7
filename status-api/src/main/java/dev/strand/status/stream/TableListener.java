package dev.strand.status.stream;

import dev.strand.status.table.RowChange;

/**
 * Hears of every change of a visible row, after it can be read from the table. Called from stream
 * threads: must return at once and must not throw.
 */
@FunctionalInterface
public interface TableListener {
    /** A row of this partition changed. */
    void changed(int partition, RowChange change);
}

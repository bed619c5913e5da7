package dev.strand.status.table;

import org.jspecify.annotations.Nullable;

/**
 * A row that changed.
 *
 * @param before as it was, or null if it was not there
 * @param after as it is
 */
public record RowChange(@Nullable TaskRow before, TaskRow after) {
    /** Why a row changes. */
    enum Cause {
        /** Its submission was read, or a fact about no attempt. */
        OTHER,
        /** An attempt of it began, went on or ended. */
        ATTEMPT
    }

    /** Whether people can see the row. */
    public boolean isVisible() {
        return after.isVisible();
    }
}

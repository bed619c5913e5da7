package dev.strand.status.stream;

import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.TaskRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A record of one of the two logs, decoded, on its way to the fold. */
sealed interface LogRecord {
    /**
     * A record of {@code strand.tasks}.
     *
     * @param at its timestamp
     * @param record what it says; null where it breaks the contract, which only moves the position
     */
    record OfTasks(Instant at, @Nullable TaskRecord record) implements LogRecord {}

    /**
     * A record of {@code strand.status}.
     *
     * @param at its timestamp
     * @param record what it says; null where it cannot be read, which only moves the position
     */
    record OfStatus(Instant at, @Nullable StatusRecord record) implements LogRecord {}
}

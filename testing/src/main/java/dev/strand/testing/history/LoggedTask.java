package dev.strand.testing.history;

import dev.strand.core.log.TaskRecord;
import dev.strand.schemas.Decoded;
import java.time.Instant;

/**
 * One record of {@code strand.tasks}.
 *
 * @param offset its offset
 * @param at its timestamp
 * @param content what it says, or why it says nothing
 */
public record LoggedTask(long offset, Instant at, Decoded<TaskRecord> content) {}

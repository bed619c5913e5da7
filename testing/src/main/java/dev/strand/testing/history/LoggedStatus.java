package dev.strand.testing.history;

import dev.strand.core.log.StatusRecord;
import dev.strand.schemas.Decoded;
import java.time.Instant;

/**
 * One record of {@code strand.status}.
 *
 * @param offset its offset
 * @param at its timestamp, set by the writer when it sent it
 * @param content what it says, or why it says nothing
 */
public record LoggedStatus(long offset, Instant at, Decoded<StatusRecord> content) {}

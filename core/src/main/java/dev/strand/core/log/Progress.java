package dev.strand.core.log;

import org.jspecify.annotations.Nullable;

/**
 * How far a running attempt is.
 *
 * @param percent 0 to 100
 * @param message for people, or null
 */
public record Progress(int percent, @Nullable String message) {}

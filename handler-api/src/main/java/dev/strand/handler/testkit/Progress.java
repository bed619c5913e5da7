package dev.strand.handler.testkit;

import org.jspecify.annotations.Nullable;

/**
 * One report of progress.
 *
 * @param percent 0 to 100
 * @param message the text beside it, if any
 */
public record Progress(int percent, @Nullable String message) {}

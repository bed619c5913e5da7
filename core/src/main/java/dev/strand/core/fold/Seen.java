package dev.strand.core.fold;

import java.time.Instant;

/**
 * The newest run of a task id that the de-duplication window remembers.
 *
 * @param run number of the run
 * @param sequence its place in the group
 * @param at timestamp of the record that made it
 */
public record Seen(int run, long sequence, Instant at) {}

package dev.strand.core.owner;

import java.time.Instant;

/**
 * A reading of both clocks of a process.
 *
 * @param nanos monotonic, for leases and deadlines; only differences mean anything
 * @param wall time of day, for what people asked for and read
 */
public record Moment(long nanos, Instant wall) {}

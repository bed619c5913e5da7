package dev.strand.status.fleet;

/**
 * An answer put together from all instances.
 *
 * @param value what they said
 * @param coverage for which partitions
 * @param <T> the answer
 */
public record Answer<T>(T value, Coverage coverage) {}

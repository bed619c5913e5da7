package dev.strand.status.table;

/**
 * How far both logs of a partition have been read. What was committed is never read again, and what
 * was in the stores at the commit is never lost.
 *
 * @param tasks offset in {@code strand.tasks} below which everything is committed
 * @param status offset in {@code strand.status} below which everything is committed
 * @param read offset in {@code strand.status} below which everything has been read
 */
public record Durable(long tasks, long status, long read) {}

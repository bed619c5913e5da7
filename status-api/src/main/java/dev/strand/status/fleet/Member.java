package dev.strand.status.fleet;

import java.util.Set;

/**
 * An instance, as the last assignment of partitions has it.
 *
 * @param address where its HTTP is, {@code host:port}
 * @param isSelf whether it is this one
 * @param active partitions whose tables it keeps
 * @param standby partitions whose tables it has a copy of
 */
record Member(String address, boolean isSelf, Set<Integer> active, Set<Integer> standby) {}

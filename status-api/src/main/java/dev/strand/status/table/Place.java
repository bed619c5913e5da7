package dev.strand.status.table;

/**
 * Where a run stands in its partition.
 *
 * @param groupId its group
 * @param sequence its place in the group
 * @param millis when it was submitted, where the list that it was found in says so; else 0
 */
public record Place(String groupId, long sequence, long millis) {}

package dev.strand.status.fleet;

import dev.strand.status.table.TableReader;
import java.util.List;
import java.util.SortedMap;

/**
 * The tables of some partitions that this instance can read now.
 *
 * @param tables their readers
 * @param lags of those that may be behind, and by how many records; negative where not known
 */
record LocalPart(List<TableReader> tables, SortedMap<Integer, Long> lags) {}

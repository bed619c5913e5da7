/**
 * A deterministic simulation of one partition: processes that run the real {@link
 * dev.strand.core.owner.PartitionOwner} and {@link dev.strand.core.fold.Fold} over two simulated
 * logs, under faults, with every promise checked as it goes. One seed is one schedule; the same
 * seed is the same schedule.
 */
@NullMarked
package dev.strand.core.simulation;

import org.jspecify.annotations.NullMarked;

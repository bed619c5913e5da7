/**
 * One process's side of one partition: it claims the partition, starts the tasks that may start,
 * reports their outcomes and hands over. Pure: events and times go in, {@link
 * dev.strand.core.owner.Effect effects} come out; the same code runs under the simulation and in
 * the processor. Specified in docs/protocol.md, section 3.
 */
@NullMarked
package dev.strand.core.owner;

import org.jspecify.annotations.NullMarked;

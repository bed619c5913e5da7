/**
 * The pure domain: the fold, lanes, retry policy and leases. JDK only: no Kafka, no clock, no I/O.
 */
@NullMarked
package dev.strand.core;

import org.jspecify.annotations.NullMarked;

/**
 * All of Strand in one JVM with an embedded Kafka broker: the first thing to run, and the
 * demonstration of everything else.
 */
@NullMarked
package dev.strand.quickstart;

import org.jspecify.annotations.NullMarked;

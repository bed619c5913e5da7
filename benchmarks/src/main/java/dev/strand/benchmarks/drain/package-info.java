/** One drain of a preloaded backlog by one contender, in a JVM of its own. */
@NullMarked
package dev.strand.benchmarks.drain;

import org.jspecify.annotations.NullMarked;

/** The time from posting a task to the start of its handler. */
@NullMarked
package dev.strand.benchmarks.latency;

import org.jspecify.annotations.NullMarked;

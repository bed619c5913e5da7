/** Drives broker, preloading and child JVMs, and interleaves the contenders. */
@NullMarked
package dev.strand.benchmarks.run;

import org.jspecify.annotations.NullMarked;

/** JMH, and load runs side by side with peers. */
@NullMarked
package dev.strand.benchmarks;

import org.jspecify.annotations.NullMarked;

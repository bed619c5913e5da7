/** The status API as a child JVM, and the logs that it reads. */
@NullMarked
package dev.strand.benchmarks.status;

import org.jspecify.annotations.NullMarked;

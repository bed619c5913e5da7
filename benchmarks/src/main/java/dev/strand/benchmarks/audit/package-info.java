/** What a drain left behind in the log, read back: every outcome once. */
@NullMarked
package dev.strand.benchmarks.audit;

import org.jspecify.annotations.NullMarked;

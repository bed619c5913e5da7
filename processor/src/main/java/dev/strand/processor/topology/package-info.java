/** The stream topology: reads both logs, folds them, and feeds the owners of the partitions. */
@NullMarked
package dev.strand.processor.topology;

import org.jspecify.annotations.NullMarked;

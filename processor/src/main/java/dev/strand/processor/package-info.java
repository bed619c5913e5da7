/** The processor: runs the tasks of the partitions that it is assigned. */
@NullMarked
package dev.strand.processor;

import org.jspecify.annotations.NullMarked;

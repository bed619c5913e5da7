/** What the processor counts. */
@NullMarked
package dev.strand.processor.metrics;

import org.jspecify.annotations.NullMarked;

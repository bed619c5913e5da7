/** How far the tasks are read ahead of their execution. */
@NullMarked
package dev.strand.processor.reading;

import org.jspecify.annotations.NullMarked;

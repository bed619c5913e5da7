/** Tests of the processor on a real broker. */
@NullMarked
package dev.strand.processor;

import org.jspecify.annotations.NullMarked;

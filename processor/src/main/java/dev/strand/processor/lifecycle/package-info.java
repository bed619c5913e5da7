/** From the first look for a broker to the last handler that returns. */
@NullMarked
package dev.strand.processor.lifecycle;

import org.jspecify.annotations.NullMarked;

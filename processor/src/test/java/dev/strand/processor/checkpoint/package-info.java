/** Tests of the package of the same name. */
@NullMarked
package dev.strand.processor.checkpoint;

import org.jspecify.annotations.NullMarked;

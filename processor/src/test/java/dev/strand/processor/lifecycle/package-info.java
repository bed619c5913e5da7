/** Tests of the package of the same name. */
@NullMarked
package dev.strand.processor.lifecycle;

import org.jspecify.annotations.NullMarked;

/** Tests of the package of the same name. */
@NullMarked
package dev.strand.processor.topology;

import org.jspecify.annotations.NullMarked;

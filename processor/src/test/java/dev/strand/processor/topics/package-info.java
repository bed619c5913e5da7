/** Tests of the package of the same name. */
@NullMarked
package dev.strand.processor.topics;

import org.jspecify.annotations.NullMarked;

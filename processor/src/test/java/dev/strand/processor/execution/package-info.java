/** Tests of the package of the same name. */
@NullMarked
package dev.strand.processor.execution;

import org.jspecify.annotations.NullMarked;

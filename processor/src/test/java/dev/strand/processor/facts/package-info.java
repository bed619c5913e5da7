/** Tests of the package of the same name. */
@NullMarked
package dev.strand.processor.facts;

import org.jspecify.annotations.NullMarked;

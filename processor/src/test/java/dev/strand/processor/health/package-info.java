/** Tests of the package of the same name. */
@NullMarked
package dev.strand.processor.health;

import org.jspecify.annotations.NullMarked;

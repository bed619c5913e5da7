/** Tests of figures. */
@NullMarked
package dev.strand.status.stats;

import org.jspecify.annotations.NullMarked;

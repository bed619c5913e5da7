/** Who runs first when there are more ready groups than permits. */
@NullMarked
package dev.strand.core.permit;

import org.jspecify.annotations.NullMarked;

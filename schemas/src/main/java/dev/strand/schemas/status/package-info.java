/** Records of {@code strand.status}: facts and ownership, in their wire form. */
@NullMarked
package dev.strand.schemas.status;

import org.jspecify.annotations.NullMarked;

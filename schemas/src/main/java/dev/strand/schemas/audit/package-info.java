/** Who did what: the records of {@code strand.audit}. */
@NullMarked
package dev.strand.schemas.audit;

import org.jspecify.annotations.NullMarked;

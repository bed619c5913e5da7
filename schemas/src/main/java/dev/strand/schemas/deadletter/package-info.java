/** Records of {@code strand.dead-letters}: tasks that failed for good. */
@NullMarked
package dev.strand.schemas.deadletter;

import org.jspecify.annotations.NullMarked;

/** Tests of what errors have in common. */
@NullMarked
package dev.strand.status.error;

import org.jspecify.annotations.NullMarked;

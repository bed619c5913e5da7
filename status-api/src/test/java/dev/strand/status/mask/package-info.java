/** Tests of masking. */
@NullMarked
package dev.strand.status.mask;

import org.jspecify.annotations.NullMarked;

/** Tests of what is recorded. */
@NullMarked
package dev.strand.status.audit;

import org.jspecify.annotations.NullMarked;

/** Errors as RFC 9457 problem documents. */
@NullMarked
package dev.strand.status.problem;

import org.jspecify.annotations.NullMarked;

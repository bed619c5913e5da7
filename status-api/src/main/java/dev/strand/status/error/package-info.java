/** Errors of attempts, put together by what they have in common. */
@NullMarked
package dev.strand.status.error;

import org.jspecify.annotations.NullMarked;

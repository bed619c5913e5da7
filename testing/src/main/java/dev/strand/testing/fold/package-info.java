/** The state of a fold, kept in memory. */
@NullMarked
package dev.strand.testing.fold;

import org.jspecify.annotations.NullMarked;

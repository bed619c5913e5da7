/** The embedded broker, cluster fixtures, manual clock and guarantee checkers. */
@NullMarked
package dev.strand.testing;

import org.jspecify.annotations.NullMarked;

/**
 * The promises of Strand as objects: fed with what was observed, they hold or throw with the
 * evidence.
 */
@NullMarked
package dev.strand.testing.guarantee;

import org.jspecify.annotations.NullMarked;

/**
 * What handlers really did, in the one order in which it happened, also across processes and kill
 * -9.
 */
@NullMarked
package dev.strand.testing.trace;

import org.jspecify.annotations.NullMarked;

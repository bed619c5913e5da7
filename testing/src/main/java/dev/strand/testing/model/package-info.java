/**
 * A plain model of what becomes of the tasks of a group, and the comparison of a real run with it.
 */
@NullMarked
package dev.strand.testing.model;

import org.jspecify.annotations.NullMarked;

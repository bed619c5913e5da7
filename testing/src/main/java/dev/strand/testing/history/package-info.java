/**
 * What the topics of Strand say, read from the beginning and folded by the fold that every reader
 * uses.
 */
@NullMarked
package dev.strand.testing.history;

import org.jspecify.annotations.NullMarked;

/**
 * The fold's state of one partition in a changelog-backed store: one atomic checkpoint with the
 * input positions.
 */
@NullMarked
package dev.strand.processor.checkpoint;

import org.jspecify.annotations.NullMarked;

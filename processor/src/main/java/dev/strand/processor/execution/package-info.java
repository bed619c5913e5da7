/** Runs handlers on virtual threads and carries out what the owner's state machine decides. */
@NullMarked
package dev.strand.processor.execution;

import org.jspecify.annotations.NullMarked;

/**
 * The vocabulary of the two logs: what may be asked in {@code strand.tasks} and what may have
 * happened in {@code strand.status}, as plain immutable records. Their wire form lives in the
 * schemas module.
 */
@NullMarked
package dev.strand.core.log;

import org.jspecify.annotations.NullMarked;

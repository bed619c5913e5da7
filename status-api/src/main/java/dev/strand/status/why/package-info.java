/**
 * Why a task is not running: what its owner says, or what the logs say where it cannot be asked.
 */
@NullMarked
package dev.strand.status.why;

import org.jspecify.annotations.NullMarked;

/**
 * Where handlers compute for long. They do not do so on their own, virtual thread: it would keep a
 * carrier thread from all other tasks of the process.
 */
@NullMarked
package dev.strand.handlers.cpu;

import org.jspecify.annotations.NullMarked;

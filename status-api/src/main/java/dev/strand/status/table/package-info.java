/**
 * The task table: one row per run of a task, kept after its end, and what is derived from the rows
 * - index rows for lists and a summary per group. The rows are the truth; everything derived can be
 * mended from them.
 */
@NullMarked
package dev.strand.status.table;

import org.jspecify.annotations.NullMarked;

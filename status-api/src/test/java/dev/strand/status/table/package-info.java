/** Tests of the task table: what the rows say, and that they can be mended after a crash. */
@NullMarked
package dev.strand.status.table;

import org.jspecify.annotations.NullMarked;

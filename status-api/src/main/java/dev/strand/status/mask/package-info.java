/** What viewers do not get to see of tasks, in whatever answer it stands. */
@NullMarked
package dev.strand.status.mask;

import org.jspecify.annotations.NullMarked;

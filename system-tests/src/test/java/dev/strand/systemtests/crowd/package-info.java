/** Very many tasks that wait at the same time. */
@NullMarked
package dev.strand.systemtests.crowd;

import org.jspecify.annotations.NullMarked;

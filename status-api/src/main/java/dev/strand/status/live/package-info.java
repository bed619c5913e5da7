/** What changes, as it changes: waiting for one task, and streams of events. */
@NullMarked
package dev.strand.status.live;

import org.jspecify.annotations.NullMarked;

/** Task-state tables over both logs, interactive queries and live events. */
@NullMarked
package dev.strand.status;

import org.jspecify.annotations.NullMarked;

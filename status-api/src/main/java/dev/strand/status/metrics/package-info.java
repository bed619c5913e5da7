/** What the status API tells about itself; the names are part of the contract (docs/metrics.md). */
@NullMarked
package dev.strand.status.metrics;

import org.jspecify.annotations.NullMarked;

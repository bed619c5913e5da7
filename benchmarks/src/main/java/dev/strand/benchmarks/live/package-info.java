/** What clients of live events cost the status API's table. */
@NullMarked
package dev.strand.benchmarks.live;

import org.jspecify.annotations.NullMarked;

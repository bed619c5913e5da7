/** Tests of waiting and of event streams. */
@NullMarked
package dev.strand.status.live;

import org.jspecify.annotations.NullMarked;

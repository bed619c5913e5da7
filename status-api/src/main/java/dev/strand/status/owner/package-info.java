/** The processors: who owns which partition, and what they say of themselves when asked. */
@NullMarked
package dev.strand.status.owner;

import org.jspecify.annotations.NullMarked;

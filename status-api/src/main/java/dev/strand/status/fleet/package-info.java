/** The instances of the status API: which has which partitions, and how all of them are asked. */
@NullMarked
package dev.strand.status.fleet;

import org.jspecify.annotations.NullMarked;

/** Figures about everything: how many, how fast, how long. */
@NullMarked
package dev.strand.status.stats;

import org.jspecify.annotations.NullMarked;

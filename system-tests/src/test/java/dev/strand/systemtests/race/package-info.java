/** Two things at the same moment, thousands of times. */
@NullMarked
package dev.strand.systemtests.race;

import org.jspecify.annotations.NullMarked;

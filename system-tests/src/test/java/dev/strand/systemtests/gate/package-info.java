/** Proof that the build gate is on: what it must refuse, it refuses. */
@NullMarked
package dev.strand.systemtests.gate;

import org.jspecify.annotations.NullMarked;

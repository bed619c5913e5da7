/** Child JVMs that a test may kill at any moment and that never outlive it. */
@NullMarked
package dev.strand.testing.process;

import org.jspecify.annotations.NullMarked;

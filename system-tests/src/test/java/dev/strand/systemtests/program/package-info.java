/** Random programs, run against all of Strand and against a reference model. */
@NullMarked
package dev.strand.systemtests.program;

import org.jspecify.annotations.NullMarked;

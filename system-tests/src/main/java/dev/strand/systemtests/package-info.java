/** Many processes, faults, and the rules that hold the modules apart. */
@NullMarked
package dev.strand.systemtests;

import org.jspecify.annotations.NullMarked;

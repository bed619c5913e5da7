/** The rules that hold the modules apart. */
@NullMarked
package dev.strand.systemtests.architecture;

import org.jspecify.annotations.NullMarked;

/** The tasks that the quickstart submits by itself when asked for a demonstration. */
@NullMarked
package dev.strand.quickstart.load;

import org.jspecify.annotations.NullMarked;

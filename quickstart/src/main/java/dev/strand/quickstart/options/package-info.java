/** What the quickstart can be told on its command line. */
@NullMarked
package dev.strand.quickstart.options;

import org.jspecify.annotations.NullMarked;

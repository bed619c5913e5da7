/** What runs in child processes of tests. */
@NullMarked
package dev.strand.processor.process;

import org.jspecify.annotations.NullMarked;

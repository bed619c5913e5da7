/** How long every kind of page of the status API takes over a long history. */
@NullMarked
package dev.strand.benchmarks.pages;

import org.jspecify.annotations.NullMarked;

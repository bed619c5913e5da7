/** What Strand promises of order, shown on whole processes that are killed. */
@NullMarked
package dev.strand.systemtests.order;

import org.jspecify.annotations.NullMarked;

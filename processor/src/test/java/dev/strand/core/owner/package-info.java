/** What tests of the processor need of core's internals. */
@NullMarked
package dev.strand.core.owner;

import org.jspecify.annotations.NullMarked;

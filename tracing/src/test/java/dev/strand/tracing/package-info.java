@NullMarked
package dev.strand.tracing;

import org.jspecify.annotations.NullMarked;

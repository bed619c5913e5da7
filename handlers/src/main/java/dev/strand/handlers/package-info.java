/** The built-in handlers. */
@NullMarked
package dev.strand.handlers;

import org.jspecify.annotations.NullMarked;

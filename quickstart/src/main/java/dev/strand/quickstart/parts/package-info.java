/** The broker and the services as parts that start in order and stop in reverse. */
@NullMarked
package dev.strand.quickstart.parts;

import org.jspecify.annotations.NullMarked;

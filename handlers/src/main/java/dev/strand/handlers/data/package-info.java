/**
 * The {@code data} task type: JSON in, an expression in JSONata, JSON out. {@link
 * dev.strand.handlers.data.DataHandler} is the way in. An evaluation reaches nothing but its input,
 * and is bounded in time, depth and size.
 */
@NullMarked
package dev.strand.handlers.data;

import org.jspecify.annotations.NullMarked;

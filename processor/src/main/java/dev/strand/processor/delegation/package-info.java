/**
 * How processors tell each other over HTTP what one of them runs for the other: the wire form, the
 * client with its lines to all others, and the reports that are held until there is news. What is
 * said, and when it holds, is decided in {@link dev.strand.core.delegation}.
 */
@NullMarked
package dev.strand.processor.delegation;

import org.jspecify.annotations.NullMarked;

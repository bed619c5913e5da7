/** When and how often a failed attempt is repeated. */
@NullMarked
package dev.strand.core.retry;

import org.jspecify.annotations.NullMarked;

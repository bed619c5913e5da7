@NullMarked
package dev.strand.core.retry;

import org.jspecify.annotations.NullMarked;

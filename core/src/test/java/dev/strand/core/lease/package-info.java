@NullMarked
package dev.strand.core.lease;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.strand.core.fold;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.strand.core.delegation;

import org.jspecify.annotations.NullMarked;

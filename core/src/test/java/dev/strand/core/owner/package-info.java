@NullMarked
package dev.strand.core.owner;

import org.jspecify.annotations.NullMarked;

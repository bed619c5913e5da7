@NullMarked
package dev.strand.status.fleet;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.strand.core.permit;

import org.jspecify.annotations.NullMarked;

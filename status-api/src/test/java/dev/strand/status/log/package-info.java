/** Tests of what is appended. */
@NullMarked
package dev.strand.status.log;

import org.jspecify.annotations.NullMarked;

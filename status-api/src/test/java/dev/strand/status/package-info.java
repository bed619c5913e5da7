/** Tests of the whole service: a real broker, real HTTP. */
@NullMarked
package dev.strand.status;

import org.jspecify.annotations.NullMarked;

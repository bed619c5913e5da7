/** Tests of what serves requests. */
@NullMarked
package dev.strand.status.http;

import org.jspecify.annotations.NullMarked;

/** The HTTP surface. Controllers only translate. */
@NullMarked
package dev.strand.status.http;

import org.jspecify.annotations.NullMarked;

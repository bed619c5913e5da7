/** Tests of who may do what. */
@NullMarked
package dev.strand.access;

import org.jspecify.annotations.NullMarked;

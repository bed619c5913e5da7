/** Tests of lists: parts of several instances become one. */
@NullMarked
package dev.strand.status.query;

import org.jspecify.annotations.NullMarked;

/** Answers from the tables of all local partitions, merged. */
@NullMarked
package dev.strand.status.query;

import org.jspecify.annotations.NullMarked;

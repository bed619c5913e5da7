/**
 * The fold: what every reader of the two logs of a partition concludes from them. Pure, total and
 * idempotent; the order in which records of the two logs reach it relative to each other does not
 * matter. Specified in docs/protocol.md, section 2.
 */
@NullMarked
package dev.strand.core.fold;

import org.jspecify.annotations.NullMarked;

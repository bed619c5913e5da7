/**
 * Attempts that one process has another one make, because it has no handler of their type. The
 * owner of the partition decides and writes everything, as always; the other process only calls the
 * handler, for as long as the owner has said lately that its lease protects the group. Pure: what
 * was said and heard goes in, what to do and say comes out. See docs/delegation.md.
 */
@NullMarked
package dev.strand.core.delegation;

import org.jspecify.annotations.NullMarked;

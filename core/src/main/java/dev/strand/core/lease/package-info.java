/** How long an owner of a partition may act without hearing from its log. */
@NullMarked
package dev.strand.core.lease;

import org.jspecify.annotations.NullMarked;

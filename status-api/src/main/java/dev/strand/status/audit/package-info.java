/**
 * Who asked for which control action: recorded before it is tried, and shown. Every route whose
 * rule is the role operator is a control action.
 */
@NullMarked
package dev.strand.status.audit;

import org.jspecify.annotations.NullMarked;

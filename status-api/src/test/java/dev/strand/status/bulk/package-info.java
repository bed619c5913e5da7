/** Tests of what is done with many tasks at once. */
@NullMarked
package dev.strand.status.bulk;

import org.jspecify.annotations.NullMarked;

/** Commands to many tasks at once: counted before, shown while they go on. */
@NullMarked
package dev.strand.status.bulk;

import org.jspecify.annotations.NullMarked;

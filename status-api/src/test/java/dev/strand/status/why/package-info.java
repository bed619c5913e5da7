/** Tests of the reasons that the logs know. */
@NullMarked
package dev.strand.status.why;

import org.jspecify.annotations.NullMarked;

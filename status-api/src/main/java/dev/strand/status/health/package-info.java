/** Whether this instance can tell the truth about tasks: liveness and readiness. */
@NullMarked
package dev.strand.status.health;

import org.jspecify.annotations.NullMarked;

/** Whether this process can run tasks: liveness and readiness. */
@NullMarked
package dev.strand.processor.health;

import org.jspecify.annotations.NullMarked;

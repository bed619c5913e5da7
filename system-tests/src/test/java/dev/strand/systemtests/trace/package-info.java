/** Traces over several processes, as a receiver of OpenTelemetry's protocol gets them. */
@NullMarked
package dev.strand.systemtests.trace;

import org.jspecify.annotations.NullMarked;

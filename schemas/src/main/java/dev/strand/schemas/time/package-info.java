/** The two notations of time in the contract: RFC 3339 instants and ISO-8601 durations. */
@NullMarked
package dev.strand.schemas.time;

import org.jspecify.annotations.NullMarked;

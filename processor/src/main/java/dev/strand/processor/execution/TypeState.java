package dev.strand.processor.execution;

import dev.strand.core.permit.TypeUse;
import org.jspecify.annotations.Nullable;

/**
 * How a task type stands in this process.
 *
 * @param use its permits and limits
 * @param hasHandler whether it can be run here
 * @param waiting groups that are ready and wait to start a task of it, for want of a handler too
 * @param breaker {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}, or null without one
 */
public record TypeState(TypeUse use, boolean hasHandler, int waiting, @Nullable String breaker) {}

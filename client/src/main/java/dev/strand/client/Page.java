package dev.strand.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items what it shows; may be fewer than asked for, even none, where more follows
 * @param nextCursor where the next page begins, or null on the last one
 * @param total how long the list is, where that was asked for and is known
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, @Nullable String nextCursor, @Nullable Long total) {}

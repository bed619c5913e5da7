package dev.strand.client;

import org.jspecify.annotations.Nullable;

/**
 * The answer to one task of a batch: exactly one of the two.
 *
 * @param accepted where it was accepted
 * @param problem why it was not
 */
public record BatchAnswer(@Nullable Accepted accepted, @Nullable Problem problem) {}

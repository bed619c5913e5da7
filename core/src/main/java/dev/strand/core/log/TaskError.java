package dev.strand.core.log;

import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed.
 *
 * @param type class name or a code such as {@code TIMEOUT}
 * @param message for people; may be empty
 * @param stack stack trace, shortened, or null
 */
public record TaskError(String type, String message, @Nullable String stack) {}

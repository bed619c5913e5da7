package dev.strand.handlers.image;

import org.jspecify.annotations.Nullable;

/**
 * The payload of an {@code image} task.
 *
 * @param operation what to do
 * @param source the file to read, {@code <root>/<path>}: PNG, JPEG, GIF, BMP or WebP
 * @param target the file to write, {@code <root>/<path>}, in a root that is writable; replaced if
 *     it exists
 * @param width in pixels, at least 1; for {@code resize} and {@code thumbnail} one of width and
 *     height must be given
 * @param height in pixels, at least 1
 * @param fit what the size means if both are given; {@code inside} if absent
 * @param format of the target; by default what its name ends with
 * @param quality of a JPEG, 1 to 100; 85 if absent
 */
public record ImagePayload(
        @Nullable Operation operation,
        @Nullable String source,
        @Nullable String target,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Fit fit,
        @Nullable ImageFormat format,
        @Nullable Integer quality) {}

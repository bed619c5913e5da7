/**
 * The {@code image} task type: resizes and converts image files. {@link
 * dev.strand.handlers.image.ImageHandler} is the way in. Files are found below configured roots
 * only ({@code ImageRoots}), measured before they are decoded ({@code SourceImage}), and written
 * whole or not at all ({@code TargetFile}).
 */
@NullMarked
package dev.strand.handlers.image;

import org.jspecify.annotations.NullMarked;

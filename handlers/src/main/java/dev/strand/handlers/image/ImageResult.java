package dev.strand.handlers.image;

/**
 * What was written.
 *
 * @param target the file, as the payload names it
 * @param format {@code png} or {@code jpeg}
 * @param width in pixels
 * @param height in pixels
 * @param bytes size of the file
 * @param sha256 of the file, in hex
 * @param source what was read
 */
public record ImageResult(
        String target,
        String format,
        int width,
        int height,
        long bytes,
        String sha256,
        Source source) {

    /**
     * What was read.
     *
     * @param format as the reader calls it: {@code jpeg}, {@code webp}
     * @param width in pixels, as it is looked at
     * @param height in pixels, as it is looked at
     */
    public record Source(String format, int width, int height) {}
}

package dev.strand.handlers.image;

import dev.strand.handler.PermanentFailureException;
import org.jspecify.annotations.Nullable;

/**
 * A payload that has been checked.
 *
 * @param operation what to do
 * @param source the file to read
 * @param target the file to write
 * @param size what is asked for; the source's own where it is absent
 * @param format of the target
 * @param quality of a JPEG, 1 to 100
 */
record ImageOrder(
        Operation operation,
        String source,
        String target,
        @Nullable AskedSize size,
        ImageFormat format,
        int quality) {

    private static final int DEFAULT_QUALITY = 85;

    /** The order that a payload gives. */
    static ImageOrder of(ImagePayload payload) throws PermanentFailureException {
        if (payload.operation() == null) {
            throw refused("/operation must be one of resize, thumbnail, convert, got: nothing");
        }
        String target = present("/target", payload.target());
        return new ImageOrder(
                payload.operation(),
                present("/source", payload.source()),
                target,
                size(payload.operation(), payload),
                format(payload, target),
                quality(payload.quality()));
    }

    private static String present(String pointer, @Nullable String path)
            throws PermanentFailureException {
        if (path == null || path.isEmpty()) {
            throw refused(pointer + " must be a file, <root>/<path>, got: nothing");
        }
        return path;
    }

    private static @Nullable AskedSize size(Operation operation, ImagePayload payload)
            throws PermanentFailureException {
        Integer width = payload.width();
        Integer height = payload.height();
        if (operation == Operation.CONVERT) {
            if (width != null || height != null || payload.fit() != null) {
                throw refused(
                        "/operation must be resize or thumbnail if a width, height or fit is given,"
                                + " got: convert");
            }
            return null;
        }
        if (width == null && height == null) {
            throw refused("/width or /height must be given to change the size, got: neither");
        }
        if ((width != null && width < 1) || (height != null && height < 1)) {
            throw refused(
                    "/width and /height must be at least 1, got: %s and %s"
                            .formatted(width, height));
        }
        return new AskedSize(width, height, payload.fit() == null ? Fit.INSIDE : payload.fit());
    }

    private static ImageFormat format(ImagePayload payload, String target)
            throws PermanentFailureException {
        if (payload.format() != null) {
            return payload.format();
        }
        return ImageFormat.ofFileName(target)
                .orElseThrow(() ->
                        refused(
                                "/target must end with .png, .jpg or .jpeg unless /format is given,"
                                        + " got: '"
                                        + target
                                        + "'"));
    }

    private static int quality(@Nullable Integer quality) throws PermanentFailureException {
        if (quality == null) {
            return DEFAULT_QUALITY;
        }
        if (quality < 1 || quality > 100) {
            throw refused("/quality must be from 1 to 100, got: " + quality);
        }
        return quality;
    }

    private static PermanentFailureException refused(String message) {
        return new PermanentFailureException(
                "payload of task type 'image' was refused: "
                        + message
                        + "; correct it and submit the task again");
    }
}

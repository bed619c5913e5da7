package dev.strand.handlers.image;

import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.TaskContext;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * An image file that is open: its dimensions are known, and nothing is decoded yet. For one thread.
 */
final class SourceImage implements AutoCloseable {

    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp", "webp");

    private static final Set<Orientation> LYING =
            Set.of(
                    Orientation.LEFT_TOP,
                    Orientation.RIGHT_TOP,
                    Orientation.RIGHT_BOTTOM,
                    Orientation.LEFT_BOTTOM);

    private final FileImageInputStream stream;
    private final ImageReader reader;
    private final String format;
    private final Dimension stored;
    private final Orientation orientation;

    private SourceImage(
            FileImageInputStream stream,
            ImageReader reader,
            String format,
            Dimension stored,
            Orientation orientation) {
        this.stream = stream;
        this.reader = reader;
        this.format = format;
        this.stored = stored;
        this.orientation = orientation;
    }

    /**
     * Opens a file and measures it.
     *
     * @param maxPixels the largest width times height
     * @param maxBytes the largest file
     * @throws PermanentFailureException if it is no image of a known format, or too large
     */
    static SourceImage open(Path file, int maxPixels, long maxBytes)
            throws IOException, PermanentFailureException {
        long bytes = Files.size(file);
        if (bytes > maxBytes) {
            throw new PermanentFailureException(
                    "/source must have at most %d bytes, got: %d; raise strand.handlers.image.max-file-megabytes if it is meant"
                            .formatted(maxBytes, bytes));
        }
        FileImageInputStream stream = new FileImageInputStream(file.toFile());
        try {
            return measured(stream, maxPixels);
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw unreadable(e);
        } catch (PermanentFailureException e) {
            stream.close();
            throw e;
        }
    }

    private static SourceImage measured(FileImageInputStream stream, int maxPixels)
            throws IOException, PermanentFailureException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            String format = reader.getFormatName().toLowerCase(Locale.ROOT);
            if (FORMATS.contains(format)) {
                boolean isJpeg = format.equals("jpeg");
                reader.setInput(stream, true, !isJpeg);
                Dimension stored = new Dimension(reader.getWidth(0), reader.getHeight(0));
                checkSize("/source", stored, maxPixels);
                Orientation found = isJpeg ? ExifUtils.getExifOrientation(reader, 0) : null;
                return new SourceImage(
                        stream,
                        reader,
                        format,
                        stored,
                        found == null ? Orientation.TOP_LEFT : found);
            }
            reader.dispose();
        }
        throw new PermanentFailureException(
                "/source must be an image of one of the formats png, jpeg, gif, bmp, webp, got:"
                        + " another content; name another file");
    }

    /** Refuses what is larger than is allowed. */
    static void checkSize(String pointer, Dimension size, int maxPixels)
            throws PermanentFailureException {
        if ((long) size.width * size.height > maxPixels) {
            throw new PermanentFailureException(
                    "%s must have at most %d pixels, got: %d x %d; raise strand.handlers.image.max-megapixels if it is meant"
                            .formatted(pointer, maxPixels, size.width, size.height));
        }
    }

    /** The size as people see it. */
    Dimension size() {
        return turned(stored);
    }

    String format() {
        return format;
    }

    Orientation orientation() {
        return orientation;
    }

    /** A size as people see it as the file has it, and the reverse: lying images are turned. */
    Dimension turned(Dimension size) {
        return LYING.contains(orientation) ? new Dimension(size.height, size.width) : size;
    }

    /** How many pixels {@link #decode} makes with this subsampling. */
    int decodedPixels(int subsampling) {
        return Math.ceilDiv(stored.width, subsampling) * Math.ceilDiv(stored.height, subsampling);
    }

    /**
     * The image as the file has it, not turned.
     *
     * @param subsampling 1, or more to take only every so many pixels
     * @throws InterruptedException if the thread is interrupted
     */
    BufferedImage decode(int subsampling, TaskContext context)
            throws PermanentFailureException, InterruptedException {
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(subsampling, subsampling, 0, 0);
        reader.addIIOReadProgressListener(new ReadWatch(context));
        try {
            BufferedImage image = reader.read(0, parameters);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while decoding");
            }
            return image;
        } catch (IOException | RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while decoding");
            }
            throw unreadable(e);
        }
    }

    private static PermanentFailureException unreadable(Exception e) {
        return new PermanentFailureException(
                "/source must be an image that can be decoded, got: a broken one ("
                        + e.getMessage()
                        + "); replace the file",
                e);
    }

    @Override
    public void close() throws IOException {
        reader.dispose();
        stream.close();
    }
}

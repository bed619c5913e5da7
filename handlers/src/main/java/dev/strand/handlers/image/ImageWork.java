package dev.strand.handlers.image;

import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.TaskContext;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * Does what an order says. Images that are worked on at the same time have no more pixels together
 * than the largest single one may have. Thread-safe.
 */
final class ImageWork {

    private static final int SCALED_PERCENT = 80;

    private final ImageSettings settings;
    private final Semaphore pixels;

    ImageWork(ImageSettings settings) {
        this.settings = settings;
        this.pixels = new Semaphore(settings.maxPixels(), true);
    }

    /**
     * Reads, changes and writes an image.
     *
     * @throws IOException if a file cannot be read or written this time
     */
    ImageResult run(ImageOrder order, TaskContext context)
            throws PermanentFailureException, IOException, InterruptedException {
        Path target = settings.roots().target("/target", order.target());
        try (SourceImage source = open(order)) {
            Dimension scaled = scaledSize(order, source.size());
            Dimension size = targetSize(order, source.size());
            SourceImage.checkSize("/target", scaled, settings.maxPixels());
            int subsampling = subsampling(source.size(), scaled);
            int needed =
                    Math.clamp(
                            (long) source.decodedPixels(subsampling)
                                    + (long) scaled.width * scaled.height,
                            1,
                            settings.maxPixels());
            pixels.acquire(needed);
            try {
                BufferedImage image =
                        Rendering.scaled(
                                source.decode(subsampling, context), source.turned(scaled));
                image = Rendering.cropped(Rendering.upright(image, source.orientation()), size);
                context.progress(SCALED_PERCENT, "writing");
                return written(order, target, image, source, context);
            } finally {
                pixels.release(needed);
            }
        }
    }

    private SourceImage open(ImageOrder order) throws PermanentFailureException, IOException {
        try {
            return SourceImage.open(
                    settings.roots().source("/source", order.source()),
                    settings.maxPixels(),
                    settings.maxFileBytes());
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new IOException(
                    "/source must be a file that exists, got: '"
                            + order.source()
                            + "', which is not there",
                    e);
        }
    }

    private static ImageResult written(
            ImageOrder order,
            Path target,
            BufferedImage image,
            SourceImage source,
            TaskContext context)
            throws IOException {
        TargetFile.Written written =
                TargetFile.write(
                        target,
                        context,
                        out -> Rendering.write(image, order.format(), order.quality(), out));
        return new ImageResult(
                order.target(),
                order.format().writerName(),
                image.getWidth(),
                image.getHeight(),
                written.bytes(),
                written.sha256(),
                new ImageResult.Source(source.format(), source.size().width, source.size().height));
    }

    private static Dimension scaledSize(ImageOrder order, Dimension source) {
        AskedSize asked = order.size();
        return asked == null || keepsItsSize(order, asked, source) ? source : asked.scaled(source);
    }

    private static Dimension targetSize(ImageOrder order, Dimension source) {
        AskedSize asked = order.size();
        return asked == null || keepsItsSize(order, asked, source) ? source : asked.target(source);
    }

    private static boolean keepsItsSize(ImageOrder order, AskedSize asked, Dimension source) {
        return order.operation() == Operation.THUMBNAIL && asked.covers(source);
    }

    /** Pixels that scaling would throw away need not be decoded; twice the size is kept. */
    private static int subsampling(Dimension source, Dimension scaled) {
        return Math.max(
                1, Math.min(source.width / scaled.width, source.height / scaled.height) / 2);
    }
}

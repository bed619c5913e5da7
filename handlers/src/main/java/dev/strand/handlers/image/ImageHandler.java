package dev.strand.handlers.image;

import dev.strand.handler.ConfigurableHandler;
import dev.strand.handler.HandlerConfig;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import dev.strand.handlers.cpu.CpuWork;
import java.io.IOException;

/**
 * Resizes and converts image files below configured directories.
 *
 * <p>Reads PNG, JPEG, GIF (the first picture), BMP and WebP; writes PNG and JPEG. Images are turned
 * the way a camera's EXIF data says; the target has no such data. Dimensions are read and refused
 * before anything is decoded. The target is written under another name and put in place in one
 * step, so a repeated attempt is harmless, and nobody sees half a file.
 *
 * <p>What is wrong with the payload, the paths or the image has failed for good; a source that is
 * not there, and files that cannot be read or written, are retried by the policy.
 *
 * <p>Settings, below {@code strand.handlers.image}: {@code roots.<name>.path} (a directory; without
 * one the type is not configured), {@code roots.<name>.writable} (false), {@code max-megapixels}
 * (50), {@code max-file-megabytes} (50), {@code max-concurrent} (one less than processors).
 */
@TaskType("image")
public final class ImageHandler
        implements TaskHandler<ImagePayload, ImageResult>, ConfigurableHandler {

    private volatile ImageWork work = new ImageWork(ImageSettings.NONE);
    private volatile CpuWork cpu = new CpuWork("image", 1);

    @Override
    public void configure(HandlerConfig config) {
        ImageSettings settings = ImageSettings.read(config);
        work = new ImageWork(settings);
        cpu = new CpuWork("image", settings.atOnce());
    }

    /**
     * Writes the target.
     *
     * @throws PermanentFailureException if it will never work
     * @throws IOException if a file is not there, or cannot be read or written this time
     * @throws InterruptedException if the thread is interrupted; the target is then whole, or as it
     *     was before
     */
    @Override
    public ImageResult handle(ImagePayload payload, TaskContext context) throws Exception {
        ImageOrder order = ImageOrder.of(payload);
        return cpu.call(() -> work.run(order, context));
    }
}

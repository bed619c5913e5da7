package dev.strand.handlers.image;

import dev.strand.handler.TaskContext;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Reports how far an image is decoded, and stops that when the thread is interrupted. */
final class ReadWatch implements IIOReadProgressListener {

    /** Share of the whole work that decoding is taken for. */
    private static final int SHARE_PERCENT = 60;

    private static final int STEP_PERCENT = 10;

    private final TaskContext context;
    private int reported;

    ReadWatch(TaskContext context) {
        this.context = context;
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        if (Thread.currentThread().isInterrupted()) {
            source.abort();
            return;
        }
        int percent = Math.clamp((int) (percentageDone * SHARE_PERCENT / 100), 0, SHARE_PERCENT);
        if (percent >= reported + STEP_PERCENT) {
            reported = percent;
            context.progress(percent, "decoding");
        }
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}

package dev.strand.quickstart.parts;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts that were started one after the other and are stopped in reverse. {@link #close} may be
 * called while {@link #start} is running in another thread: nothing more is started then.
 */
final class StartedParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StartedParts.class);

    private record Started(String name, AutoCloseable closing) {}

    private final Deque<Started> started = new ArrayDeque<>();
    private final Consumer<String> progress;
    private volatile boolean isClosing;

    /** Tells {@code progress} a line about every part. */
    StartedParts(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Starts these in order; if one cannot be started, those before it are stopped.
     *
     * @return whether all are running: not if {@link #close} was called meanwhile
     */
    boolean start(List<Part> parts) {
        for (Part part : parts) {
            try {
                startUnlessClosing(part);
            } catch (Exception e) {
                LOG.atDebug()
                        .addKeyValue("part", part.name())
                        .setCause(e)
                        .log("a part did not start");
                close();
                throw StartException.of(part.name(), e);
            }
        }
        return !isClosing;
    }

    private synchronized void startUnlessClosing(Part part) throws Exception {
        if (isClosing) {
            return;
        }
        long begin = System.nanoTime();
        AutoCloseable closing = part.start();
        started.push(new Started(part.name(), closing));
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        progress.accept("  %-16s ready after %.1f s".formatted(part.name(), millis / 1000.0));
    }

    @Override
    public void close() {
        isClosing = true;
        synchronized (this) {
            while (!started.isEmpty()) {
                stop(started.pop());
            }
        }
    }

    private void stop(Started part) {
        try {
            part.closing().close();
            progress.accept("  %-16s stopped".formatted(part.name()));
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.atWarn()
                    .addKeyValue("part", part.name())
                    .setCause(e)
                    .log("a part did not stop cleanly");
        }
    }
}

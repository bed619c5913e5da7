package dev.strand.benchmarks.run;

import dev.strand.benchmarks.drain.DrainMain;
import dev.strand.testing.process.JavaProcess;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Passes on what a child says of its progress. */
final class Follower implements AutoCloseable {
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("follower").factory());
    private final JavaProcess process;
    private final String name;
    private final Progress progress;

    Follower(JavaProcess process, String name, Progress progress) {
        this.process = process;
        this.name = name;
        this.progress = progress;
    }

    void start() {
        ScheduledFuture<?> _ = executor.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        List<String> lines = process.lines();
        if (!lines.isEmpty() && lines.getLast().startsWith(DrainMain.PROGRESS)) {
            progress.say(name + ": " + lines.getLast().substring(DrainMain.PROGRESS.length()));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

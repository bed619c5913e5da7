package dev.strand.benchmarks.drain;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says once a second how far a drain is, on standard output, for the parent to read. */
final class ProgressPrinter implements AutoCloseable {
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("progress").factory());
    private volatile LongSupplier done = () -> 0;

    ProgressPrinter(String phase, int total) {
        ScheduledFuture<?> _ =
                executor.scheduleAtFixedRate(
                        () ->
                                System.out.printf(
                                        "%s%s %d of %d%n",
                                        DrainMain.PROGRESS, phase, done.getAsLong(), total),
                        1,
                        1,
                        TimeUnit.SECONDS);
    }

    void follow(LongSupplier counter) {
        done = counter;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

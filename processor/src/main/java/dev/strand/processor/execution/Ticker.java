package dev.strand.processor.execution;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets time pass for all partitions: beats, leases, retries that are due, attempts that take too
 * long. One thread.
 */
public final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final long TICK_MILLIS = 10;

    private final PartitionHosts hosts;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("strand-ticker").factory());

    /** A ticker that does not tick yet. */
    public Ticker(PartitionHosts hosts) {
        this.hosts = hosts;
    }

    /** Ticks from now on. */
    public void start() {
        ScheduledFuture<?> _ =
                executor.scheduleWithFixedDelay(
                        this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            hosts.tick();
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("a tick failed");
        }
        for (PartitionHost host : hosts.all()) {
            try {
                host.tick();
            } catch (RuntimeException bug) {
                LOG.atError()
                        .addKeyValue("partition", host.partition())
                        .setCause(bug)
                        .log("a tick failed");
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

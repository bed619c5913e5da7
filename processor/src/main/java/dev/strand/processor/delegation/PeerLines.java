package dev.strand.processor.delegation;

import dev.strand.core.owner.Answers;
import dev.strand.processor.execution.Delegation;
import dev.strand.processor.execution.Peers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of this processor to all others of the application, as Kafka Streams knows them. One
 * thread of its own, on which nothing waits. Thread-safe.
 */
final class PeerLines implements Peers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLines.class);
    private static final long TICK_MILLIS = 10;
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Supplier<Collection<String>> addresses;
    private final Delegation delegation;
    private final HeldReports held;
    private final PeerCalls calls;
    private final PeerQuestions questions;
    private final Duration busy;
    private final Map<String, PeerLine> lines = new ConcurrentHashMap<>();
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("strand-peers").factory());
    private long lookedNanos = System.nanoTime() - LOOK_NANOS;

    /**
     * Lines that say nothing yet.
     *
     * @param addresses of all other processors
     * @param lease of the owners; attempts are kept up eight times as often
     */
    PeerLines(
            Supplier<Collection<String>> addresses,
            Delegation delegation,
            HeldReports held,
            PeerCalls calls,
            Duration lease) {
        this.addresses = addresses;
        this.delegation = delegation;
        this.held = held;
        this.calls = calls;
        this.questions = new PeerQuestions(addresses, calls);
        this.busy = lease.dividedBy(8);
    }

    /** Reports from now on. */
    public void start() {
        ScheduledFuture<?> _ =
                executor.scheduleWithFixedDelay(
                        this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            long now = System.nanoTime();
            if (now - lookedNanos >= LOOK_NANOS) {
                lookedNanos = now;
                look();
            }
            lines.values().forEach(PeerLine::move);
            held.tick(now);
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("a look at the other processors failed");
        }
    }

    private void look() {
        Set<String> now = Set.copyOf(addresses.get());
        for (String address : now) {
            lines.computeIfAbsent(address, a -> new PeerLine(a, calls, delegation.guests(), busy));
        }
        for (Map.Entry<String, PeerLine> line : List.copyOf(lines.entrySet())) {
            if (!now.contains(line.getKey()) && !delegation.guests().isBusy(line.getKey())) {
                line.getValue().close();
                lines.remove(line.getKey());
            }
        }
        delegation.guests().owners(now);
    }

    @Override
    public void say(String owner) {
        PeerLine line = lines.get(owner);
        if (line != null) {
            line.move();
        }
    }

    @Override
    public void askInside(int partition, long epoch, Consumer<Answers> answer) {
        Thread.ofVirtual()
                .name("strand-ask")
                .start(() -> answer.accept(questions.ask(partition, epoch)));
    }

    @Override
    public void close() {
        executor.shutdownNow();
        lines.values().forEach(PeerLine::close);
        calls.close();
    }
}

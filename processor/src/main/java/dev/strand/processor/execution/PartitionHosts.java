package dev.strand.processor.execution;

import dev.strand.core.delegation.Guests;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.OwnerSettings;
import dev.strand.core.owner.PartitionOwner;
import dev.strand.core.owner.Worker;
import dev.strand.core.permit.PermitPool;
import dev.strand.core.permit.Waiter;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.facts.FactProducer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that this process has ever been assigned, and what they share. Thread-safe. */
public final class PartitionHosts implements ExecutionServices {
    private final ConcurrentMap<Integer, PartitionHost> hosts = new ConcurrentHashMap<>();
    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final Worker worker;
    private final OwnerSettings settings;
    private final PermitPool permits;
    private final HandlerRegistry handlers;
    private final AttemptRunner runner;
    private final AttemptThreads threads;
    private final AttemptSpans spans = new AttemptSpans(GlobalOpenTelemetry.getOrNoop());
    private final OutcomeCounts outcomes = new OutcomeCounts();
    private final Delegation delegation;
    private final Grants grants = new Grants(this::handTo);
    private final FactProducer facts;
    private final BiConsumer<Integer, LongConsumer> tasksEnd;

    /**
     * No partitions yet.
     *
     * @param tasksEnd looks up the end offset of a partition of {@code strand.tasks}, without
     *     blocking
     */
    public PartitionHosts(
            Worker worker,
            OwnerSettings settings,
            PermitPool permits,
            HandlerRegistry handlers,
            Breakers breakers,
            int maxResultBytes,
            FactProducer facts,
            BiConsumer<Integer, LongConsumer> tasksEnd) {
        this.worker = worker;
        this.settings = settings;
        this.permits = permits;
        this.handlers = handlers;
        this.runner = new AttemptRunner(handlers, breakers, maxResultBytes);
        this.threads = new AttemptThreads(settings.stuckAfter());
        this.delegation = new Delegation(worker.name(), handlers.types(), settings, permits, this);
        this.facts = facts;
        this.tasksEnd = tasksEnd;
    }

    /** The host of a partition, made at the first call. */
    public PartitionHost host(int partition) {
        return hosts.computeIfAbsent(partition, p -> new PartitionHost(p, owner(p), this));
    }

    /** The host of a partition that was ever assigned here. */
    Optional<PartitionHost> find(int partition) {
        return Optional.ofNullable(hosts.get(partition));
    }

    private PartitionOwner owner(int partition) {
        return new PartitionOwner(
                partition,
                worker,
                settings,
                permits,
                type -> handlers.find(type).isPresent(),
                () -> UUID.randomUUID().toString());
    }

    /** All partitions that were ever assigned. */
    public Collection<PartitionHost> all() {
        return List.copyOf(hosts.values());
    }

    /** Handlers entered or outcomes not acknowledged, over all partitions. */
    public int running() {
        return hosts.values().stream().mapToInt(PartitionHost::running).sum();
    }

    /** Partitions that are assigned now. */
    public int assigned() {
        return (int) hosts.values().stream().filter(PartitionHost::isAssigned).count();
    }

    /** How the attempts made in this process have ended. */
    public AttemptCounts attempts() {
        return runner.counts();
    }

    /** Starts nothing more. */
    public void drain() {
        hosts.values().forEach(PartitionHost::drain);
        delegation.guests().drain();
    }

    /** Interrupts what still runs; its runs are started again by the next owner. */
    public void abandon() {
        hosts.values().forEach(PartitionHost::abandon);
        delegation.guests().abandon();
    }

    /** Handlers that were interrupted long ago and have not returned. */
    public List<Attempt> stuck() {
        return threads.stuck();
    }

    /** How many handlers have ever been stuck. */
    public long everStuck() {
        return threads.everStuck();
    }

    /** Attempts whose handler has not returned. */
    public List<Attempt> attemptsInside() {
        return threads.all();
    }

    /** Lets time pass for what runs. */
    void tick() {
        threads.tick(System.nanoTime());
        delegation.tick(System.nanoTime());
    }

    @Override
    public Delegation delegation() {
        return delegation;
    }

    @Override
    public AttemptThreads threads() {
        return threads;
    }

    @Override
    public AttemptSpans spans() {
        return spans;
    }

    @Override
    public OutcomeCounts outcomes() {
        return outcomes;
    }

    @Override
    public FactProducer facts() {
        return facts;
    }

    @Override
    public AttemptRunner runner() {
        return runner;
    }

    @Override
    public void execute(Runnable attempt) {
        Thread.ofVirtual().name("strand-attempt").start(attempt);
    }

    @Override
    public void granted(Waiter waiter) {
        grants.grant(waiter);
    }

    private void handTo(Waiter waiter) {
        if (waiter.partition() == Guests.NO_PARTITION) {
            delegation.guests().granted(waiter);
        } else {
            host(waiter.partition()).granted(waiter);
        }
    }

    @Override
    public void askTasksEnd(int partition, LongConsumer answer) {
        tasksEnd.accept(partition, answer);
    }

    @Override
    public Logger loggerOf(Attempt attempt) {
        Logger logger =
                loggers.computeIfAbsent(
                        attempt.task().type(),
                        type -> LoggerFactory.getLogger("strand.handler." + type));
        return new AttemptLogger(logger, attempt);
    }
}

package dev.strand.processor.execution;

import dev.strand.core.owner.Hold;
import dev.strand.core.owner.OwnerState;
import dev.strand.core.permit.PermitPool;
import dev.strand.handler.registry.HandlerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks into a running process from any thread, without holding anything up. Thread-safe. */
public final class ProcessInsight {
    private final Instant startedAt = Instant.now();
    private final String instance;
    private final PartitionHosts hosts;
    private final PermitPool permits;
    private final HandlerRegistry handlers;
    private final Breakers breakers;

    /** Of this process. */
    public ProcessInsight(
            String instance,
            PartitionHosts hosts,
            PermitPool permits,
            HandlerRegistry handlers,
            Breakers breakers) {
        this.instance = instance;
        this.hosts = hosts;
        this.permits = permits;
        this.handlers = handlers;
        this.breakers = breakers;
    }

    /** Names the process. */
    public String instance() {
        return instance;
    }

    /** Version of the software; {@code development} where it does not run from its jar. */
    public String version() {
        String version = ProcessInsight.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** When it was started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** Its permits. */
    public PermitPool permits() {
        return permits;
    }

    /** What others run for this process, and what it runs for others. */
    public Delegation delegation() {
        return hosts.delegation();
    }

    /** For how long the group that has waited longest for a permit has been waiting. */
    public Duration longestWait() {
        return Duration.ofNanos(permits.longestWaitNanos(System.nanoTime()));
    }

    /** Its partitions that are assigned, or in which something still runs, by number. */
    public List<OwnerState> partitions() {
        return hosts.all().stream()
                .map(host -> host.insight().state())
                .filter(state -> state.phase() != OwnerState.Phase.CLOSED || state.running() > 0)
                .sorted(Comparator.comparingInt(OwnerState::partition))
                .toList();
    }

    /** How often this process has taken a partition over. */
    public long takeOvers() {
        return hosts.all().stream().mapToLong(host -> host.insight().takeOvers()).sum();
    }

    /** How long that took in all. */
    public long takeOverNanos() {
        return hosts.all().stream().mapToLong(host -> host.insight().takeOverNanos()).sum();
    }

    /** Partitions by where this process stands with them. */
    public long partitions(OwnerState.Phase phase) {
        return partitions().stream().filter(state -> state.phase() == phase).count();
    }

    /** Facts of this process that are durable. */
    public OutcomeCounts outcomes() {
        return hosts.outcomes();
    }

    /** One partition; empty if it was never assigned here. */
    public Optional<HostInsight> partition(int number) {
        return hosts.find(number).map(PartitionHost::insight);
    }

    /** Handlers that were interrupted long ago and have not returned. */
    public int stuck() {
        return hosts.stuck().size();
    }

    /** How many handlers have ever been stuck. */
    public long everStuck() {
        return hosts.everStuck();
    }

    /** State of the breaker of a type, or null. */
    public @Nullable String breaker(String type) {
        return breakers.state(type);
    }

    /** Live groups that are held by this, over all partitions. */
    public int held(Hold hold) {
        return hosts.all().stream()
                .mapToInt(host -> host.insight().held().getOrDefault(hold, 0))
                .sum();
    }

    /** All types that have a handler, a limit, or waiting tasks here, by name. */
    public List<TypeState> types() {
        Map<String, Integer> withoutHandler = new HashMap<>();
        for (PartitionHost host : hosts.all()) {
            host.insight()
                    .withoutHandler()
                    .forEach((type, groups) -> withoutHandler.merge(type, groups, Integer::sum));
        }
        TreeSet<String> names = new TreeSet<>(handlers.types());
        names.addAll(permits.limits().byType().keySet());
        names.addAll(withoutHandler.keySet());
        List<TypeState> types = new ArrayList<>();
        long now = System.nanoTime();
        for (String name : names) {
            types.add(state(name, withoutHandler.getOrDefault(name, 0), now));
        }
        return types;
    }

    private TypeState state(String type, int withoutHandler, long nowNanos) {
        var use = permits.use(type, nowNanos);
        boolean hasHandler = handlers.find(type).isPresent();
        return new TypeState(use, hasHandler, use.waiting() + withoutHandler, breakers.state(type));
    }
}

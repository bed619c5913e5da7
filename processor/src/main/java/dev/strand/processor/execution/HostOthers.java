package dev.strand.processor.execution;

import dev.strand.core.delegation.Partitions;
import dev.strand.core.log.Progress;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.permit.Waiter;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/** Leads what other processors say about attempts to the partitions of this one. Thread-safe. */
final class HostOthers implements Partitions {
    private final IntFunction<PartitionHost> hosts;

    HostOthers(IntFunction<PartitionHost> hosts) {
        this.hosts = hosts;
    }

    private HostAttempts of(int partition) {
        return hosts.apply(partition).attempts();
    }

    @Override
    public void granted(Waiter waiter) {
        hosts.apply(waiter.partition()).granted(waiter);
    }

    @Override
    public boolean mayEnter(int partition, Attempt attempt, String worker) {
        return of(partition).mayEnterElsewhere(attempt, worker);
    }

    @Override
    public long protectedForNanos(int partition, Attempt attempt) {
        return of(partition).protectedForNanos(attempt);
    }

    @Override
    public void returned(int partition, Attempt attempt, AttemptResult result) {
        of(partition).returned(attempt, result);
    }

    @Override
    public void lost(int partition, Attempt attempt, AttemptResult result) {
        double random = ThreadLocalRandom.current().nextDouble();
        of(partition).tell((others, now) -> others.lost(attempt, result, random, now));
    }

    @Override
    public void notEntered(int partition, Attempt attempt, boolean isRefused) {
        of(partition).tell((others, now) -> others.notEntered(attempt, isRefused, now));
    }

    @Override
    public void progressed(int partition, Attempt attempt, Progress progress) {
        of(partition).progressed(attempt, progress);
    }
}

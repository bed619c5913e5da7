package dev.strand.processor.execution;

import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.TaskVerdict;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.owner.Effect;
import dev.strand.core.owner.GroupQueue;
import dev.strand.core.owner.Moment;
import dev.strand.core.owner.Outgoing;
import dev.strand.core.owner.PartitionOwner;
import dev.strand.core.permit.Waiter;
import dev.strand.processor.facts.FactProducer;
import dev.strand.processor.facts.RecentFacts;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One partition in this process, from its first assignment to the end of the process: the lock
 * around its {@link PartitionOwner} and the carrying out of its effects. Thread-safe; no user code
 * and no I/O happens under the lock.
 */
public final class PartitionHost implements FactProducer.Listener {
    private final int partition;
    private final PartitionOwner owner;
    private final ExecutionServices services;
    private final Object lock = new Object();
    private final RecentFacts recent = new RecentFacts();
    private final HostInsight insight;
    private final HostAttempts attempts;
    private volatile long nextStatusOffset;

    PartitionHost(int partition, PartitionOwner owner, ExecutionServices services) {
        this.partition = partition;
        this.owner = owner;
        this.services = services;
        this.attempts = new HostAttempts(partition, lock, owner, services, this::perform);
        this.insight = new HostInsight(lock, owner.insight(), now());
    }

    /** For looking into it. */
    public HostInsight insight() {
        return insight;
    }

    /** The attempts of this partition, wherever they run. */
    HostAttempts attempts() {
        return attempts;
    }

    private static Moment now() {
        return new Moment(System.nanoTime(), Instant.now());
    }

    private List<Effect> locked(Function<Moment, List<Effect>> step) {
        synchronized (lock) {
            return step.apply(now());
        }
    }

    private void step(Function<Moment, List<Effect>> step) {
        perform(locked(step));
    }

    /**
     * A step on a thread that must not block, the producer's own above all: what it leads to is
     * done elsewhere.
     */
    private void stepWithoutBlocking(Function<Moment, List<Effect>> step) {
        List<Effect> effects = locked(step);
        boolean appends = false;
        for (Effect effect : effects) {
            appends |= !(effect instanceof Effect.Run) && !(effect instanceof Effect.Interrupt);
        }
        if (appends) {
            Thread.ofVirtual().start(() -> perform(effects));
        } else {
            perform(effects);
        }
    }

    private void perform(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Append append ->
                        services.facts().send(partition, append.outgoing(), this);
                case Effect.Run run -> attempts.run(run.attempt());
                case Effect.Interrupt interrupt -> attempts.interrupt(interrupt.attempt());
                case Effect.AskInside ask -> attempts.askInside(ask.question());
                case Effect.Grant grant -> services.granted(grant.waiter());
                case Effect.AskTasksEnd ask -> services.askTasksEnd(partition, this::tasksEnd);
            }
        }
    }

    /** Assigned, with the restored state. Stream thread. */
    public <S extends FoldStore & GroupQueue> void assigned(S store) {
        step(now -> {
            List<Effect> effects = owner.assigned(store, store, now);
            insight.changed(now);
            return effects;
        });
    }

    /** Taken away. Stream thread; never blocks. */
    public void unassigned() {
        stepWithoutBlocking(now -> {
            List<Effect> effects = owner.unassigned(now);
            insight.changed(now);
            return effects;
        });
    }

    /** A record of {@code strand.tasks} was folded. Stream thread. */
    public void taskRead(TaskVerdict verdict) {
        step(now -> owner.taskRead(verdict, now));
    }

    /** A record of {@code strand.status} was folded. Stream thread. */
    public void statusRead(long offset, StatusRecord record, StatusVerdict verdict) {
        nextStatusOffset = offset + 1;
        step(now -> {
            List<Effect> effects = owner.statusRead(record, verdict, now);
            insight.folded(now);
            return effects;
        });
    }

    /**
     * What a value of {@code strand.status} says if this process has just written it, else null.
     */
    public @Nullable StatusRecord recall(long offset, byte @Nullable [] value) {
        return recent.take(offset, value);
    }

    /**
     * A record of {@code strand.status} was read for the sake of handlers that outlived the
     * assignment.
     */
    void orphanStatusRead(long offset, StatusRecord record) {
        nextStatusOffset = offset + 1;
        step(now -> owner.orphanStatusRead(record, now));
    }

    /** Where to go on reading {@code strand.status} for orphans. */
    long nextStatusOffset() {
        return nextStatusOffset;
    }

    /** Whether handlers run here although the partition is not assigned. */
    boolean hasOrphans() {
        synchronized (lock) {
            return !owner.isAssigned() && owner.running() > 0;
        }
    }

    void tick() {
        step(owner::tick);
    }

    void granted(Waiter waiter) {
        step(now -> owner.granted(waiter, now));
    }

    private void tasksEnd(long endOffset) {
        synchronized (lock) {
            owner.tasksEnd(endOffset);
        }
    }

    void drain() {
        synchronized (lock) {
            owner.drain();
        }
    }

    void abandon() {
        step(owner::abandon);
    }

    int running() {
        synchronized (lock) {
            return owner.running();
        }
    }

    /** Whether tasks of this partition may start in this process now. */
    public boolean isActing() {
        synchronized (lock) {
            return owner.isActing(now());
        }
    }

    boolean isAssigned() {
        synchronized (lock) {
            return owner.isAssigned();
        }
    }

    int partition() {
        return partition;
    }

    @Override
    public void acknowledged(Outgoing outgoing, long offset, byte[] value) {
        recent.written(outgoing.record(), offset, value);
        if (outgoing.record() instanceof StatusRecord.Fact fact) {
            services.outcomes().add(fact.status());
        }
        stepWithoutBlocking(now -> owner.acknowledged(outgoing, now));
    }

    @Override
    public boolean isWanted(Outgoing outgoing) {
        synchronized (lock) {
            return owner.isWanted(outgoing);
        }
    }

    @Override
    public void gaveUp(Outgoing outgoing) {
        stepWithoutBlocking(now -> owner.gaveUp(outgoing, now));
    }
}

package dev.strand.processor.execution;

import dev.strand.core.delegation.Errands;
import dev.strand.core.delegation.Reply;
import dev.strand.core.delegation.Report;
import dev.strand.core.owner.Answers;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.Inside;
import dev.strand.core.owner.OwnerSettings;
import dev.strand.core.permit.Elsewhere;
import dev.strand.core.permit.Elsewhere.Handlers;
import dev.strand.core.permit.PermitPool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * What this process has others run, because it has no handler of it, and what it runs for others.
 * Does nothing on its own until it is told of {@link #connect peers}. Thread-safe.
 */
public final class Delegation {
    private static final long LATELY_NANOS = 10_000_000_000L;
    private static final long LOOK_NANOS = 500_000_000L;

    private final String instance;
    private final Errands errands;
    private final GuestAttempts guests;
    private final Elsewhere elsewhere;
    private final PartitionHosts hosts;
    private volatile Peers peers = Peers.NONE;
    private volatile boolean isConnected;
    private long lookedNanos = System.nanoTime();

    Delegation(
            String instance,
            Set<String> types,
            OwnerSettings settings,
            PermitPool permits,
            PartitionHosts hosts) {
        IntFunction<PartitionHost> host = hosts::host;
        this.elsewhere = permits.elsewhere();
        this.hosts = hosts;
        String nonce = UUID.randomUUID().toString();
        this.instance = instance;
        this.errands = new Errands(nonce, elsewhere, new HostOthers(host), settings.graceNanos());
        Report.Sender self = new Report.Sender(instance, nonce);
        this.guests = new GuestAttempts(self, types, permits, hosts);
    }

    /** From now on these are the others. */
    public void connect(Peers others) {
        guests.peers(others);
        peers = others;
        isConnected = true;
    }

    /** Takes a report of another process, gives what can be given for it, and answers. */
    public Reply hear(Report report) {
        return errands.hear(report, System.nanoTime());
    }

    /** The answer to a report that was heard before and is being held, as of now. */
    public Reply again(Report report) {
        return errands.again(report, System.nanoTime());
    }

    /** Whether a report that is being held should be answered now. Cheap. */
    public boolean isNews(Report report) {
        return errands.isNews(report);
    }

    /** What runs here for others. */
    public GuestAttempts guests() {
        return guests;
    }

    /** Attempts of partitions of this process that others run now, or may. */
    public int given() {
        return errands.given();
    }

    /** Attempts that have been lost with the process that ran them, since the start. */
    public long everLost() {
        return errands.everLost();
    }

    /** Groups whose next task waits for another process. */
    public int waiting() {
        return elsewhere.waiting();
    }

    /** What others have handlers of. */
    public Handlers handlers() {
        return elsewhere.handlers();
    }

    /**
     * What still runs here for owners of a partition before this epoch, be it this process itself.
     */
    public List<Inside> inside(int partition, long epoch) {
        List<Inside> inside = new ArrayList<>(guests.inside(partition, epoch));
        hosts.find(partition).ifPresent(host -> inside.addAll(host.attempts().inside(epoch)));
        return inside;
    }

    void ready(int partition, Attempt attempt) {
        errands.ready(partition, attempt, System.nanoTime());
    }

    void interrupt(Attempt attempt) {
        errands.interrupt(attempt);
    }

    void askInside(int partition, long epoch, Consumer<Answers> answer) {
        List<Inside> own = guests.inside(partition, epoch);
        peers.askInside(
                partition,
                epoch,
                others -> {
                    Map<String, List<Inside>> all = new HashMap<>(others.said());
                    all.put(instance, own);
                    answer.accept(new Answers(all, others.silent()));
                });
    }

    void tick(long nowNanos) {
        guests.tick(nowNanos);
        errands.tick(nowNanos);
        if (isConnected && nowNanos - lookedNanos >= LOOK_NANOS) {
            lookedNanos = nowNanos;
            elsewhere.handlers(
                    new Handlers(errands.processors(nowNanos, LATELY_NANOS), Instant.now()));
        }
    }
}

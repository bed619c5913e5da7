package dev.strand.core.delegation;

import dev.strand.core.delegation.Reply.Given;
import dev.strand.core.delegation.Reply.Interruption;
import dev.strand.core.delegation.Report.Ended;
import dev.strand.core.log.Progress;
import dev.strand.core.owner.Attempt;
import dev.strand.core.owner.AttemptResult;
import dev.strand.core.permit.Elsewhere;
import dev.strand.core.permit.Waiter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The side of the process that owns partitions: what it has other processes run. A process with
 * handlers reports, and gets what it has offered permits for. From then on the attempt counts as
 * running, until that process says that it is over; or that it never received it; or nothing, for
 * so long that its lease on the attempt must have run out, and some more. If the owner itself has
 * lost its lease, it may be the one that is out of reach, and waits for much longer: nothing of it
 * counts, but what it says is over is started again by the next owner. Thread-safe.
 */
public final class Errands {
    /** Error code of an attempt whose process has not been heard of any more. */
    public static final String PROCESSOR_LOST = "PROCESSOR_LOST";

    private static final long LARGE_REPLY_BYTES = 4 << 20;

    private final Elsewhere elsewhere;
    private final Partitions partitions;
    private final long graceNanos;
    private final GivenOut given;
    private final Ready ready = new Ready();
    private final Demands demands;
    private final Senders senders = new Senders();

    /**
     * Nothing is given out yet.
     *
     * @param nonce a text that no other process uses, nor this one after a restart
     * @param elsewhere what waits
     * @param graceNanos time from the end of a lease to when its attempt is taken to have returned
     */
    public Errands(String nonce, Elsewhere elsewhere, Partitions partitions, long graceNanos) {
        this.given = new GivenOut(nonce);
        this.demands = new Demands(elsewhere, ready);
        this.elsewhere = elsewhere;
        this.partitions = partitions;
        this.graceNanos = graceNanos;
    }

    /** An attempt may be made, by whoever has the handler. */
    public void ready(int partition, Attempt attempt, long nowNanos) {
        ready.add(partition, attempt, nowNanos);
    }

    /** The handler of an attempt is to be interrupted, wherever it is. */
    public void interrupt(Attempt attempt) {
        given.interrupt(attempt, reason(attempt));
    }

    private static Interruption reason(Attempt attempt) {
        if (attempt.isTimedOut()) {
            return Interruption.TIMEOUT;
        }
        return attempt.isCancelRequested() ? Interruption.CANCEL : Interruption.VOID;
    }

    /** Takes a report, gives what can be given for it, and answers. */
    public Reply hear(Report report, long nowNanos) {
        if (!senders.heard(report, nowNanos)) {
            return Reply.EMPTY;
        }
        report.attempts()
                .progress()
                .forEach((id, progress) -> progressed(given.find(id, report.sender()), progress));
        for (Ended ended : report.attempts().ended()) {
            ended(given.remove(ended.id(), report.sender()), ended.result());
        }
        given.received(report);
        for (Errand errand : given.removeUnknownTo(report)) {
            unknown(errand);
        }
        List<Given> out = new ArrayList<>();
        report.offers().forEach((type, offer) -> give(type, offer.permits(), report, out));
        return reply(report, out, nowNanos);
    }

    private void progressed(@Nullable Errand errand, Progress progress) {
        if (errand != null) {
            partitions.progressed(errand.partition(), errand.attempt(), progress);
        }
    }

    private void ended(@Nullable Errand errand, @Nullable AttemptResult result) {
        if (errand != null && result != null) {
            partitions.returned(errand.partition(), errand.attempt(), result);
        } else if (errand != null) {
            partitions.notEntered(errand.partition(), errand.attempt(), true);
        }
    }

    /** Whoever is to run it knows nothing of it: it has never got it, or has forgotten it. */
    private void unknown(Errand errand) {
        if (errand.isReceived) {
            partitions.lost(
                    errand.partition(), errand.attempt(), errand.lost("knows nothing of it"));
        } else {
            partitions.notEntered(errand.partition(), errand.attempt(), false);
        }
    }

    private void give(String type, int permits, Report report, List<Given> out) {
        int left = permits;
        while (left > 0 && payloadBytes(out) < LARGE_REPLY_BYTES) {
            Ready.Attempted next = ready.poll(type);
            if (next != null) {
                left -= give(next, report, out) ? 1 : 0;
            } else if (!beginNext(type)) {
                return;
            } else if (ready.count(type) == 0) {
                // It is to be announced first, or can't start after all: the permit is as good as
                // used, or one report would begin all that waits.
                left--;
            }
        }
    }

    /** Has the most urgent of the groups that wait begin its attempt; false if none waits. */
    private boolean beginNext(String type) {
        Waiter waiter = elsewhere.take(type);
        if (waiter != null) {
            partitions.granted(waiter);
        }
        return waiter != null;
    }

    private boolean give(Ready.Attempted next, Report report, List<Given> out) {
        Attempt attempt = next.attempt();
        String processor = report.sender().processor();
        boolean mayEnter = partitions.mayEnter(next.partition(), attempt, processor);
        if (mayEnter) {
            Errand errand = given.add(next.partition(), attempt, report);
            out.add(new Given(errand.id(), next.partition(), attempt.order()));
        }
        return mayEnter;
    }

    private static long payloadBytes(List<Given> out) {
        return out.stream().mapToLong(g -> g.attempt().task().payload().sizeBytes()).sum();
    }

    /** The answer to a report that was heard before and has not been answered, as of now. */
    public Reply again(Report report, long nowNanos) {
        return reply(report, List.of(), nowNanos);
    }

    private Reply reply(Report report, List<Given> out, long nowNanos) {
        Map<String, Long> leases = new HashMap<>();
        Map<String, Interruption> interrupts = new HashMap<>();
        Set<String> ids = new HashSet<>(report.attempts().inside());
        out.forEach(each -> ids.add(each.id()));
        for (String id : ids) {
            renew(id, report, nowNanos, leases, interrupts);
        }
        Set<String> taken = new HashSet<>();
        report.attempts().ended().forEach(ended -> taken.add(ended.id()));
        return new Reply(out, leases, interrupts, taken, demands.of(report, nowNanos));
    }

    private void renew(
            String id,
            Report report,
            long nowNanos,
            Map<String, Long> leases,
            Map<String, Interruption> interrupts) {
        Errand errand = given.find(id, report.sender());
        long lease =
                errand == null
                        ? 0
                        : partitions.protectedForNanos(errand.partition(), errand.attempt());
        if (errand == null || !given.mayRunUntil(errand, nowNanos + lease + graceNanos)) {
            interrupts.put(id, Interruption.VOID);
            return;
        }
        leases.put(id, lease);
        if (errand.interruption != null) {
            interrupts.put(id, errand.interruption);
            errand.isTold = true;
        }
    }

    /** Whether a report that is being held should be answered now. Cheap. */
    public boolean isNews(Report report) {
        for (String type : report.offers().keySet()) {
            if (report.wants(type, demands.groups(type))) {
                return true;
            }
        }
        return given.isAnyInterrupted(report);
    }

    /** Lets time pass: what is lost is over, and what nobody fetches goes back. */
    public void tick(long nowNanos) {
        for (Errand silent : given.silent(nowNanos)) {
            boolean isProtected =
                    partitions.protectedForNanos(silent.partition(), silent.attempt()) > 0;
            if (given.isOver(silent, isProtected, nowNanos)) {
                partitions.lost(
                        silent.partition(), silent.attempt(), silent.lost("has not been heard of"));
            }
        }
        for (Ready.Attempted unwanted : ready.removeOld(nowNanos)) {
            partitions.notEntered(unwanted.partition(), unwanted.attempt(), false);
        }
    }

    /** The processes that have reported within this time, by the types of their handlers. */
    public Map<String, List<String>> processors(long nowNanos, long withinNanos) {
        return senders.byType(nowNanos, withinNanos);
    }

    /** Attempts that other processes run now, or may. */
    public int given() {
        return given.size();
    }

    /** Attempts that have been lost with their process, since the start. */
    public long everLost() {
        return given.everLost();
    }
}

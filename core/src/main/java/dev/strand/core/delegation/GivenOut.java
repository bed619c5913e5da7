package dev.strand.core.delegation;

import dev.strand.core.delegation.Reply.Interruption;
import dev.strand.core.owner.Attempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The attempts that other processes run, or may. Thread-safe. */
final class GivenOut {
    private final Map<String, Errand> byId = new HashMap<>();
    private final Map<Attempt, Errand> byAttempt = new HashMap<>();

    /** Interrupts of attempts that are just being given; those that are just over fade away. */
    private final Map<Attempt, Interruption> early = new WeakHashMap<>();

    /** Begins every id: ids of another process at the same address are none of this one's. */
    private final String nonce;

    private long lastId;
    private long everLost;

    GivenOut(String nonce) {
        this.nonce = nonce;
    }

    synchronized Errand add(int partition, Attempt attempt, Report report) {
        String id = nonce + "-" + Long.toString(++lastId, Character.MAX_RADIX);
        Errand errand = new Errand(id, partition, attempt, report.sender(), report.number());
        errand.interruption = early.remove(attempt);
        byId.put(id, errand);
        byAttempt.put(attempt, errand);
        return errand;
    }

    synchronized void interrupt(Attempt attempt, Interruption reason) {
        Errand errand = byAttempt.get(attempt);
        if (errand == null) {
            early.put(attempt, reason);
        } else if (errand.interruption == null) {
            errand.interruption = reason;
        }
    }

    synchronized @Nullable Errand find(String id, Report.Sender sender) {
        Errand errand = byId.get(id);
        return errand == null || !errand.to().equals(sender) ? null : errand;
    }

    synchronized @Nullable Errand remove(String id, Report.Sender sender) {
        Errand errand = find(id, sender);
        if (errand != null) {
            byId.remove(id);
            byAttempt.remove(errand.attempt());
        }
        return errand;
    }

    /** It may run until then at the earliest; false if it has been taken for over meanwhile. */
    synchronized boolean mayRunUntil(Errand errand, long nanos) {
        errand.mayRunUntil(nanos);
        return byId.get(errand.id()) == errand;
    }

    /** What the sender of a report has said that it is inside of. */
    synchronized void received(Report report) {
        for (String id : report.attempts().inside()) {
            Errand errand = find(id, report.sender());
            if (errand != null) {
                errand.isReceived = true;
            }
        }
    }

    /** Takes out what the sender of a report knows nothing of. */
    synchronized List<Errand> removeUnknownTo(Report report) {
        List<Errand> unknown =
                removeAll(errand ->
                        errand.to().equals(report.sender())
                                && !report.attempts().inside().contains(errand.id())
                                && errand.isUnknownTo(report));
        everLost += unknown.stream().filter(errand -> errand.isReceived).count();
        return unknown;
    }

    /** What has not been heard of for so long that it must have been interrupted. */
    synchronized List<Errand> silent(long nowNanos) {
        return byId.values().stream().filter(errand -> errand.isSilent(nowNanos)).toList();
    }

    /** Takes out what is silent, unless it is to be waited for after all. */
    synchronized boolean isOver(Errand errand, boolean isProtected, long nowNanos) {
        boolean isOver =
                byId.get(errand.id()) == errand
                        && errand.isSilent(nowNanos)
                        && (isProtected || !errand.isWaitedFor(nowNanos));
        if (isOver) {
            byId.remove(errand.id());
            byAttempt.remove(errand.attempt());
            everLost++;
        }
        return isOver;
    }

    private List<Errand> removeAll(Predicate<Errand> condition) {
        List<Errand> removed = new ArrayList<>();
        for (Iterator<Errand> all = byId.values().iterator(); all.hasNext(); ) {
            Errand errand = all.next();
            if (condition.test(errand)) {
                all.remove();
                byAttempt.remove(errand.attempt());
                removed.add(errand);
            }
        }
        return removed;
    }

    /** Whether one that is inside is to be interrupted. */
    synchronized boolean isAnyInterrupted(Report report) {
        for (String id : report.attempts().inside()) {
            Errand errand = byId.get(id);
            if (errand == null || errand.isToBeTold()) {
                return true;
            }
        }
        return false;
    }

    synchronized int size() {
        return byId.size();
    }

    synchronized long everLost() {
        return everLost;
    }
}

package dev.strand.core.delegation;

import dev.strand.core.delegation.Reply.Demand;
import dev.strand.core.permit.Elsewhere;
import java.util.HashMap;
import java.util.Map;

/** What waits for processes with handlers: groups, and attempts nobody has fetched. Thread-safe. */
final class Demands {
    private static final int HIGHEST_PRIORITY = 10;

    private final Elsewhere elsewhere;
    private final Ready ready;

    Demands(Elsewhere elsewhere, Ready ready) {
        this.elsewhere = elsewhere;
        this.ready = ready;
    }

    /** Groups of a type that wait. */
    int groups(String type) {
        return elsewhere.waiting(type) + ready.count(type);
    }

    /** What waits of the types that the sender of a report has handlers of. */
    Map<String, Demand> of(Report report, long nowNanos) {
        Map<String, Demand> wanted = new HashMap<>();
        elsewhere
                .wanted()
                .forEach((type, each) -> {
                    long waited = Math.max(nowNanos - each.sinceNanos(), 0);
                    wanted.put(type, new Demand(each.groups(), each.priority(), waited));
                });
        ready.counts()
                .forEach((type, count) ->
                        wanted.merge(
                                type, new Demand(count, HIGHEST_PRIORITY, 0), Demands::joined));
        wanted.keySet().retainAll(report.offers().keySet());
        return wanted;
    }

    private static Demand joined(Demand waiting, Demand fetched) {
        return new Demand(
                waiting.groups() + fetched.groups(), waiting.priority(), waiting.waitedNanos());
    }
}

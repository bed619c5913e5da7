package dev.strand.core.simulation;

import dev.strand.core.fold.FoldStore;
import dev.strand.core.fold.StatusVerdict;
import dev.strand.core.fold.StatusVerdict.Accepted;
import dev.strand.core.fold.StatusVerdict.GroupChanged;
import dev.strand.core.fold.StatusVerdict.HistoryCleared;
import dev.strand.core.log.RunId;
import dev.strand.core.log.StatusRecord;
import dev.strand.core.log.StatusRecord.Cleared;
import dev.strand.core.log.StatusRecord.Fact;
import dev.strand.core.log.StatusRecord.GroupChange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a reader that keeps history has kept and forgotten of the runs that have ended. */
final class SimHistory {
    private final Map<RunId, Fact> kept = new HashMap<>();
    private final Set<RunId> parking = new HashSet<>();
    private final Set<RunId> forgotten = new HashSet<>();

    /** A record has been folded into this store. */
    void read(StatusRecord record, StatusVerdict verdict, FoldStore store) {
        switch (verdict) {
            case Accepted a when a.fact().status().isTerminal() -> ended(a.fact(), store);
            case GroupChanged g when record instanceof GroupChange c && c.unparked() != null ->
                    parking.remove(c.unparked().run());
            case HistoryCleared h -> clear(h.cleared());
            default -> {}
        }
    }

    private void ended(Fact end, FoldStore store) {
        kept.put(end.run(), end);
        if (end.run().equals(store.group(end.run().groupId()).parkedBy())) {
            parking.add(end.run());
        }
    }

    private void clear(Cleared cleared) {
        kept.values()
                .removeIf(end -> {
                    boolean isMeant =
                            cleared.covers(end.status().taskStatus(), end.details().at())
                                    && !parking.contains(end.run());
                    return isMeant && forgotten.add(end.run());
                });
    }

    /** Runs that have ended and are known. */
    Set<RunId> kept() {
        return kept.keySet();
    }

    /** Runs that have ended and are known no more. */
    Set<RunId> forgotten() {
        return forgotten;
    }
}

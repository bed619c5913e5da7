package dev.strand.systemtests.order;

import dev.strand.testing.trace.FileTrace;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Died;
import dev.strand.testing.trace.TraceEvent.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a trace says about the death of a process: which groups it was running, and when each of
 * them was started again.
 *
 * @param died when the process was seen to be gone
 * @param groups those whose last start before that was in it
 * @param restarts the first start of each of these groups since, as far as there was one
 */
record HandOver(Instant died, Set<String> groups, Map<String, Instant> restarts) {
    /** Reads it off the trace, in which the death has been noted. */
    static HandOver of(List<TraceEvent> events, long pid) {
        String worker = FileTrace.workerOf(pid);
        Map<String, String> lastWorker = new HashMap<>();
        Map<String, Instant> restarts = new HashMap<>();
        Instant died = null;
        for (TraceEvent event : events) {
            if (event instanceof Died d && d.worker().equals(worker)) {
                died = d.at();
                lastWorker.values().removeIf(last -> !last.equals(worker));
            } else if (event instanceof Started s && died == null) {
                lastWorker.put(s.execution().groupId(), s.worker());
            } else if (event instanceof Started s
                    && lastWorker.containsKey(s.execution().groupId())) {
                restarts.putIfAbsent(s.execution().groupId(), s.at());
            }
        }
        if (died == null) {
            throw new AssertionError("the trace does not know that process " + pid + " died");
        }
        return new HandOver(died, new TreeSet<>(lastWorker.keySet()), restarts);
    }

    /** The groups that have not been started again. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>(groups);
        missing.removeAll(restarts.keySet());
        return missing;
    }

    /** From the death to the start of the group that waited longest; none may be missing. */
    Duration longest() {
        return restarts.values().stream()
                .map(at -> Duration.between(died, at))
                .max(Duration::compareTo)
                .orElseThrow();
    }
}

package dev.strand.testing.guarantee;

import dev.strand.testing.history.AcceptedRun;
import dev.strand.testing.history.History;
import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Died;
import dev.strand.testing.trace.TraceEvent.Ended;
import dev.strand.testing.trace.TraceEvent.Started;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Not a promise but a condition for believing the others: that there was something to get wrong.
 * Groups must have had tasks waiting behind a running one, and handlers of different groups must
 * have run at the same time.
 */
public final class ContentionCheck implements Guarantee {
    private final List<TraceEvent> events;
    private final History history;
    private final int minContendedGroups;
    private final int minParallelHandlers;

    /**
     * The least that a run must have had.
     *
     * @param minContendedGroups groups in which a task was waiting while another one ran
     * @param minParallelHandlers handlers that ran at the same time
     */
    public ContentionCheck(
            List<TraceEvent> events,
            History history,
            int minContendedGroups,
            int minParallelHandlers) {
        this.events = events;
        this.history = history;
        this.minContendedGroups = minContendedGroups;
        this.minParallelHandlers = minParallelHandlers;
    }

    @Override
    public String promise() {
        return "the run had enough contention to prove anything";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        int groups = contendedGroups();
        if (groups < minContendedGroups) {
            found.add(
                    "vacuous: tasks waited behind a running one in %d groups, needed: %d"
                            .formatted(groups, minContendedGroups));
        }
        int parallel = parallelHandlers();
        if (parallel < minParallelHandlers) {
            found.add(
                    "vacuous: at most %d handlers ran at the same time, needed: %d"
                            .formatted(parallel, minParallelHandlers));
        }
        return found;
    }

    /** The largest number of handlers that ran at the same time. */
    public int parallelHandlers() {
        Map<Execution, String> open = new HashMap<>();
        int most = 0;
        for (TraceEvent event : events) {
            switch (event) {
                case Started started -> open.put(started.execution(), started.worker());
                case Ended ended -> open.remove(ended.execution());
                case Died died -> open.values().removeIf(died.worker()::equals);
            }
            most = Math.max(most, open.size());
        }
        return most;
    }

    /**
     * The number of groups in which a task had been accepted before the one in front of it ended.
     */
    public int contendedGroups() {
        Map<String, TreeMap<Long, Instant>> acceptedAt = new HashMap<>();
        for (AcceptedRun run : history.runs()) {
            acceptedAt
                    .computeIfAbsent(run.id().groupId(), g -> new TreeMap<>())
                    .put(run.id().sequence(), run.at());
        }
        Set<String> contended = new HashSet<>();
        for (TraceEvent event : events) {
            if (event instanceof Ended(Execution execution, String worker, Instant at)) {
                var next =
                        acceptedAt
                                .getOrDefault(execution.groupId(), new TreeMap<>())
                                .higherEntry(execution.sequence());
                if (next != null && next.getValue().isBefore(at)) {
                    contended.add(execution.groupId());
                }
            }
        }
        return contended.size();
    }
}

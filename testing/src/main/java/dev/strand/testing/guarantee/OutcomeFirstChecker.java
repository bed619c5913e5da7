package dev.strand.testing.guarantee;

import dev.strand.testing.history.AcceptedFact;
import dev.strand.testing.history.AcceptedRun;
import dev.strand.testing.history.History;
import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Started;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * G2: when a handler is entered, every earlier task of its group has an outcome in the log.
 * Compares the clock of handlers with that of the records, so all processes must be on one machine.
 */
public final class OutcomeFirstChecker implements Guarantee {
    private final List<TraceEvent> events;
    private final History history;

    /** Holds the log against what happened. */
    public OutcomeFirstChecker(List<TraceEvent> events, History history) {
        this.events = events;
        this.history = history;
    }

    @Override
    public String promise() {
        return "G2, a task starts only after the outcomes of all tasks before it in its group are"
                + " in the log";
    }

    @Override
    public List<String> violations() {
        Map<String, NavigableMap<Long, AcceptedRun>> queues = queues();
        List<String> found = new ArrayList<>();
        for (TraceEvent event : events) {
            if (event instanceof Started(Execution execution, String worker, Instant at)) {
                NavigableMap<Long, AcceptedRun> queue =
                        queues.getOrDefault(execution.groupId(), Collections.emptyNavigableMap());
                endOfAllBefore(queue, execution.sequence(), at, found, execution);
            }
        }
        return found;
    }

    /** Takes what it has judged off the queue: it need not be judged again for a later start. */
    private void endOfAllBefore(
            NavigableMap<Long, AcceptedRun> queue,
            long sequence,
            Instant at,
            List<String> found,
            Execution starting) {
        var earlier = queue.headMap(sequence).values().iterator();
        while (earlier.hasNext()) {
            AcceptedRun before = earlier.next();
            AcceptedFact outcome = outcome(before);
            if (outcome == null || outcome.at().isAfter(at)) {
                found.add(
                        "%s started at %s, but the outcome of %s before it was %s"
                                .formatted(
                                        starting,
                                        at,
                                        before.id(),
                                        outcome == null ? "never written" : outcome));
            }
            earlier.remove();
        }
    }

    private @Nullable AcceptedFact outcome(AcceptedRun run) {
        return history.outcomes(run.key()).stream()
                .min(Comparator.comparing(AcceptedFact::at))
                .orElse(null);
    }

    private Map<String, NavigableMap<Long, AcceptedRun>> queues() {
        Map<String, NavigableMap<Long, AcceptedRun>> queues = new HashMap<>();
        for (AcceptedRun run : history.runs()) {
            queues.computeIfAbsent(run.id().groupId(), g -> new TreeMap<>())
                    .put(run.id().sequence(), run);
        }
        return queues;
    }
}

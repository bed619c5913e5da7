package dev.strand.testing.guarantee;

import dev.strand.testing.history.AcceptedFact;
import dev.strand.testing.history.History;
import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.RunKey;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Started;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * G4: a handler is never entered for a run whose outcome is in the log, and a crash repeats at most
 * one task of each group. Compares the clock of handlers with that of the records, so all processes
 * must be on one machine.
 */
public final class NoRerunChecker implements Guarantee {
    private final List<TraceEvent> events;
    private final History history;
    private final int crashes;

    /**
     * Holds the log against what happened.
     *
     * @param crashes how often a process ended or lost its lease while handlers of it were running
     */
    public NoRerunChecker(List<TraceEvent> events, History history, int crashes) {
        this.events = events;
        this.history = history;
        this.crashes = crashes;
    }

    @Override
    public String promise() {
        return "G4, nothing finished runs again, and %d crashes repeat at most %d tasks of a group"
                .formatted(crashes, crashes);
    }

    /**
     * Executions of which the log does not know how the execution of the same run before them
     * ended: a crash cut it off.
     */
    public List<Execution> reruns() {
        List<Execution> found = new ArrayList<>();
        Map<RunKey, Execution> newest = new HashMap<>();
        for (TraceEvent event : events) {
            if (event instanceof Started(Execution execution, String worker, Instant at)) {
                Execution before = newest.put(execution.runKey(), execution);
                if (before != null && !hasEndInLog(before)) {
                    found.add(execution);
                }
            }
        }
        return found;
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>(startsAfterTheOutcome());
        reruns().stream()
                .collect(Collectors.groupingBy(Execution::groupId))
                .forEach((group, reruns) -> {
                    if (reruns.size() > crashes) {
                        found.add(
                                "group %s had %d re-runs after %d crashes: %s"
                                        .formatted(group, reruns.size(), crashes, reruns));
                    }
                });
        return found;
    }

    private List<String> startsAfterTheOutcome() {
        List<String> found = new ArrayList<>();
        for (TraceEvent event : events) {
            if (event instanceof Started(Execution execution, String worker, Instant at)) {
                history.outcomes(execution.runKey()).stream()
                        .filter(outcome ->
                                at.isAfter(endOfMillisecond(outcome))
                                        || isOfEarlierAttempt(outcome, execution))
                        .forEach(outcome ->
                                found.add(
                                        "%s of worker %s was entered at %s, after its outcome %s"
                                                .formatted(execution, worker, at, outcome)));
            }
        }
        return found;
    }

    /** Timestamps of records are cut to milliseconds. */
    private static Instant endOfMillisecond(AcceptedFact outcome) {
        return outcome.at().plusMillis(1);
    }

    private static boolean isOfEarlierAttempt(AcceptedFact outcome, Execution execution) {
        return outcome.fact().attempt() > 0 && outcome.fact().attempt() < execution.attempt();
    }

    private boolean hasEndInLog(Execution execution) {
        return history.facts(execution.runKey()).stream()
                .map(AcceptedFact::fact)
                .anyMatch(fact ->
                        fact.status().endsAttempt()
                                && fact.token().equals(execution.attemptToken()));
    }
}

package dev.strand.testing.guarantee;

import dev.strand.testing.history.AcceptedFact;
import dev.strand.testing.history.AcceptedRun;
import dev.strand.testing.history.History;
import dev.strand.testing.trace.RunKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * G3: every accepted task has exactly one outcome, all readers of the logs agree on it, and every
 * task whose submission was acknowledged was accepted. To be asked once everything is expected to
 * have ended.
 */
public final class CompletenessChecker implements Guarantee {
    private final History history;
    private final Set<RunKey> acknowledged;

    /** Holds it against the logs alone. */
    public CompletenessChecker(History history) {
        this(history, Set.of());
    }

    /**
     * Holds it against the logs and against what submitters were told: the tasks that were
     * acknowledged to them.
     */
    public CompletenessChecker(History history, Collection<RunKey> acknowledged) {
        this.history = history;
        this.acknowledged = Set.copyOf(acknowledged);
    }

    @Override
    public String promise() {
        return "G3, nothing lost: every accepted task reaches exactly one terminal state";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>(history.contradictions());
        acknowledged.stream()
                .filter(key -> history.run(key) == null)
                .forEach(key -> found.add(key + " was acknowledged and is not in the log"));
        for (AcceptedRun run : history.runs()) {
            List<AcceptedFact> outcomes = history.outcomes(run.key());
            if (outcomes.size() != 1) {
                found.add(
                        "%s of partition %d has %d outcomes: %s; its other facts: %s"
                                .formatted(
                                        run.id(),
                                        run.partition(),
                                        outcomes.size(),
                                        outcomes,
                                        factsOf(run)));
            }
        }
        return found;
    }

    private String factsOf(AcceptedRun run) {
        return history.facts(run.key()).stream()
                .filter(fact -> !fact.fact().status().isTerminal())
                .map(AcceptedFact::toString)
                .collect(Collectors.joining(", ", "[", "]"));
    }
}

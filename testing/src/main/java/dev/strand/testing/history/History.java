package dev.strand.testing.history;

import dev.strand.core.log.TaskStatus;
import dev.strand.testing.trace.RunKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the logs of all partitions say, as every reader concludes it. Immutable. */
public final class History {
    private final Map<RunKey, AcceptedRun> runs = new HashMap<>();
    private final Map<RunKey, List<AcceptedFact>> facts = new HashMap<>();
    private final List<String> contradictions = new ArrayList<>();
    private int duplicates;
    private int refused;
    private int malformed;

    private History() {}

    /** Folds the logs of these partitions. */
    public static History of(List<PartitionLogs> partitions) {
        History history = new History();
        partitions.forEach(history::add);
        return history;
    }

    /** Every accepted run, in no particular order. */
    public List<AcceptedRun> runs() {
        return List.copyOf(runs.values());
    }

    /** The accepted run of this identity, or null if the logs know of none. */
    public @Nullable AcceptedRun run(RunKey key) {
        return runs.get(key);
    }

    /** The accepted facts of a run, in the order of the log. */
    public List<AcceptedFact> facts(RunKey key) {
        return List.copyOf(facts.getOrDefault(key, List.of()));
    }

    /** The accepted facts that ended a run; the fold promises that there is at most one. */
    public List<AcceptedFact> outcomes(RunKey key) {
        return facts(key).stream().filter(f -> f.fact().status().isTerminal()).toList();
    }

    /** How many runs have an outcome. */
    public long endedRuns() {
        return runs().stream().filter(run -> !outcomes(run.key()).isEmpty()).count();
    }

    /** The status with which a run ended, or null if it has not. */
    public @Nullable TaskStatus finalStatus(RunKey key) {
        List<AcceptedFact> outcomes = outcomes(key);
        return outcomes.isEmpty() ? null : outcomes.getFirst().fact().status().taskStatus();
    }

    /**
     * Where readers of the same logs would not agree, or where the logs make no sense, in words.
     */
    public List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    /** Submissions dropped because the task was known. */
    public int duplicates() {
        return duplicates;
    }

    /** Facts that the fold refused: of fenced owners, superseded attempts, or ended runs. */
    public int refused() {
        return refused;
    }

    /** Records of either log that break the contract. */
    public int malformed() {
        return malformed;
    }

    private void add(PartitionLogs logs) {
        FoldedPartition folded = FoldedPartition.tasksFirst(logs);
        folded.runs().forEach(run -> addRun(run));
        folded.facts()
                .forEach(fact ->
                        facts.computeIfAbsent(fact.runKey(), k -> new ArrayList<>()).add(fact));
        folded.orphans()
                .forEach(orphan ->
                        contradictions.add(
                                "facts speak of %s of partition %d, which nobody submitted"
                                        .formatted(orphan.id(), logs.partition())));
        compare(folded.states(), FoldedPartition.statusFirst(logs).states());
        duplicates += folded.duplicates();
        refused += folded.refused();
        malformed += folded.malformed();
    }

    private void addRun(AcceptedRun run) {
        AcceptedRun other = runs.put(run.key(), run);
        if (other != null) {
            contradictions.add(
                    "%s was accepted twice: in partition %d as %s and in partition %d as %s"
                            .formatted(
                                    run.key(),
                                    other.partition(),
                                    other.id(),
                                    run.partition(),
                                    run.id()));
        }
    }

    private void compare(Map<RunKey, TaskStatus> oneReader, Map<RunKey, TaskStatus> anotherReader) {
        oneReader.forEach((key, status) -> {
            TaskStatus other = anotherReader.get(key);
            if (status != other) {
                contradictions.add(
                        "%s is %s to who reads the tasks first, and %s to who reads the facts first"
                                .formatted(key, status, other));
            }
        });
    }
}

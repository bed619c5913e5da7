package dev.strand.systemtests.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.TaskStatus;
import dev.strand.testing.model.GroupStory;
import dev.strand.testing.model.ModelChecker;
import dev.strand.testing.trace.TraceEvent.Started;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What random programs met: those that met nothing would have shown nothing. */
final class Contention {
    private static final Set<String> ASKED =
            Set.of(
                    "Submission",
                    "Cancel",
                    "Retry",
                    "Retry in place",
                    "Hasten",
                    "Pause",
                    "Resume",
                    "Unpark",
                    "Purge");

    private final Set<String> kinds = new HashSet<>();
    private final Map<TaskStatus, Integer> races = new EnumMap<>(TaskStatus.class);
    private final Map<Faults.Kind, Integer> faults = new EnumMap<>(Faults.Kind.class);
    private long runs;
    private long exactRuns;
    private long retries;
    private long parked;
    private long inPlace;
    private long endedUnstarted;
    private long neverStarted;
    private long expired;
    private int handOvers;
    private int lostAttempts;

    void add(Map<Faults.Kind, Integer> happened, Set<String> asked, int handedOver, int lost) {
        kinds.addAll(asked);
        happened.forEach((kind, times) -> faults.merge(kind, times, Integer::sum));
        handOvers += handedOver;
        lostAttempts += lost;
    }

    void add(GroupStory story, ModelChecker checker) {
        runs += story.ends().size();
        exactRuns += checker.exactRuns();
        checker.races().forEach((end, times) -> races.merge(end, times, Integer::sum));
        retries +=
                story.events().stream()
                        .filter(e -> e instanceof Started s && s.execution().attempt() > 1)
                        .count();
        parked += story.effects().values().stream().filter(e -> e.unparked() != null).count();
        inPlace += story.ends().keySet().stream().filter(run -> run.isInPlace()).count();
        neverStarted += checker.neverStarted();
        expired +=
                story.ends().values().stream()
                        .filter(e -> e.status() == TaskStatus.EXPIRED)
                        .count();
        endedUnstarted +=
                story.ends().values().stream()
                        .filter(e -> e.status() == TaskStatus.CANCELLED && e.attempt() == 0)
                        .count();
    }

    /** Fails as vacuous where too little of something was met that the model has a rule for. */
    void check() {
        assertThat(kinds).as("what was asked for").containsAll(ASKED);
        assertThat(faults).as("each fault").containsOnlyKeys(Faults.Kind.values());
        assertThat(handOvers).as("partitions that changed hands").isPositive();
        assertThat(lostAttempts).as("attempts lost with their process").isPositive();
        assertThat(retries).as("attempts after the first").isGreaterThan(runs / 20);
        assertThat(parked).as("parked groups that were let go").isGreaterThan(20);
        assertThat(inPlace).as("runs in the place of failed ones").isGreaterThan(10);
        assertThat(endedUnstarted).as("tasks ended before they started").isGreaterThan(20);
        assertThat(neverStarted).as("tasks ended while something held them").isGreaterThan(20);
        assertThat(expired).as("tasks that expired").isGreaterThan(20);
        assertThat(races)
                .as("ends of runs that raced with commands")
                .containsKeys(TaskStatus.CANCELLED, TaskStatus.COMPLETED);
        assertThat(exactRuns).as("runs whose one end the model knew").isGreaterThan(runs / 2);
    }

    @Override
    public String toString() {
        return "%d runs, of %d the model knew the one end; races ended as %s; faults %s; %d hand-overs, %d attempts lost with their process; %d retries, %d parked groups let go, %d runs in place, %d tasks ended unstarted, %d of them held from the first, %d expired"
                .formatted(
                        runs,
                        exactRuns,
                        races,
                        faults,
                        handOvers,
                        lostAttempts,
                        retries,
                        parked,
                        inPlace,
                        endedUnstarted,
                        neverStarted,
                        expired);
    }
}

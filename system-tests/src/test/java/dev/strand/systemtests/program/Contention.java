package dev.strand.systemtests.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.core.log.TaskStatus;
import dev.strand.testing.model.GroupStory;
import dev.strand.testing.model.ModelChecker;
import dev.strand.testing.trace.TraceEvent.Started;
import java.util.EnumMap;
import java.util.Map;

/** What random programs met: those that met nothing would have shown nothing. */
final class Contention {
    private final Map<TaskStatus, Integer> races = new EnumMap<>(TaskStatus.class);
    private final Map<Faults.Kind, Integer> faults = new EnumMap<>(Faults.Kind.class);
    private long runs;
    private long exactRuns;
    private long retries;
    private long parked;
    private long inPlace;
    private long endedUnstarted;
    private int handOvers;
    private int lostAttempts;

    void add(Map<Faults.Kind, Integer> happened, int handedOver, int lost) {
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
        endedUnstarted +=
                story.ends().values().stream()
                        .filter(e -> e.status() == TaskStatus.CANCELLED && e.attempt() == 0)
                        .count();
    }

    /** Fails as vacuous where something was not met that there is a rule for. */
    void check() {
        assertThat(faults).as("each fault").containsOnlyKeys(Faults.Kind.values());
        assertThat(handOvers).as("partitions that changed hands").isPositive();
        assertThat(lostAttempts).as("attempts lost with their process").isPositive();
        assertThat(retries).as("attempts after the first").isGreaterThan(runs / 20);
        assertThat(parked).as("parked groups that were let go").isGreaterThan(20);
        assertThat(inPlace).as("runs in the place of failed ones").isGreaterThan(10);
        assertThat(endedUnstarted).as("tasks ended before they started").isGreaterThan(20);
        assertThat(races.keySet())
                .as("ends of runs that raced with commands")
                .contains(TaskStatus.CANCELLED, TaskStatus.COMPLETED);
        assertThat(exactRuns).as("runs whose one end the model knew").isGreaterThan(runs / 2);
    }

    @Override
    public String toString() {
        return "%d runs, of %d the model knew the one end; races ended as %s; faults %s; %d hand-overs, %d attempts lost with their process; %d retries, %d parked groups let go, %d runs in place, %d tasks ended unstarted"
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
                        endedUnstarted);
    }
}

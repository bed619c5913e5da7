package dev.strand.systemtests.program;

import dev.strand.testing.guarantee.CompletenessChecker;
import dev.strand.testing.guarantee.ExclusionChecker;
import dev.strand.testing.guarantee.Guarantees;
import dev.strand.testing.guarantee.NoRerunChecker;
import dev.strand.testing.guarantee.OrderChecker;
import dev.strand.testing.guarantee.OutcomeFirstChecker;
import dev.strand.testing.history.History;
import dev.strand.testing.history.PartitionLogs;
import dev.strand.testing.model.GroupStory;
import dev.strand.testing.model.ModelChecker;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Died;
import dev.strand.testing.trace.TraceEvent.Ended;
import dev.strand.testing.trace.TraceEvent.Started;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** What the programs of a bed led to, held against the model and against every promise. */
final class Comparison {
    private final Bed bed;
    private final Path evidence;
    private final List<TraceEvent> events;
    private final List<PartitionLogs> logs;
    private final History history;
    private final int handOvers;
    private final List<String> broken = new ArrayList<>();

    /**
     * Reads what has happened; to be made once everything has ended.
     *
     * @param evidence where the story of each group is put that broke a promise
     */
    Comparison(Bed bed, Path evidence) {
        this.bed = bed;
        this.evidence = evidence;
        this.events = bed.trace().events();
        this.logs = bed.logs();
        this.history = History.of(logs);
        this.handOvers = bed.follower().handOvers();
    }

    /**
     * Compares all of it.
     *
     * @throws AssertionError with everything that is broken, and where the evidence is
     */
    void check(List<Program> programs, Contention contention) {
        checkAllGroups();
        Map<String, List<TraceEvent>> byGroup =
                events.stream().collect(Collectors.groupingBy(Comparison::groupOf));
        for (Program program : programs) {
            for (String group : program.groups()) {
                GroupStory story =
                        bed.follower().story(group, byGroup.getOrDefault(group, List.of()));
                ModelChecker checker = new ModelChecker(story, handOvers);
                check(program, story, checker);
                contention.add(story, checker);
            }
        }
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join("\n", broken));
        }
    }

    private void checkAllGroups() {
        List<TraceEvent> unscheduled =
                events.stream().filter(event -> Program.isUnscheduled(groupOf(event))).toList();
        try {
            Guarantees.check(
                    List.of(
                            new ExclusionChecker(events),
                            new OrderChecker(unscheduled, history),
                            new OutcomeFirstChecker(unscheduled, history),
                            new CompletenessChecker(history),
                            new NoRerunChecker(events, history, handOvers)));
        } catch (AssertionError e) {
            broken.add("seeds of this bed: " + e.getMessage());
        }
    }

    private void check(Program program, GroupStory story, ModelChecker checker) {
        List<String> found = new ArrayList<>();
        for (Runnable check :
                List.<Runnable>of(checker::check, () -> ShownTasks.check(bed.asking(), story))) {
            try {
                check.run();
            } catch (AssertionError | ConditionTimeoutException e) {
                found.add(e.getMessage());
            }
        }
        if (!found.isEmpty()) {
            broken.add(
                    "seed %d, evidence in %s: %s"
                            .formatted(
                                    program.seed(),
                                    Evidence.write(evidence, story, logs),
                                    String.join("\n", found)));
        }
    }

    /** The group of what was run; {@code -} where it was not of one. */
    static String groupOf(TraceEvent event) {
        return switch (event) {
            case Started started -> started.execution().groupId();
            case Ended ended -> ended.execution().groupId();
            case Died _ -> "-";
        };
    }
}

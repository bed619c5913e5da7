package dev.strand.testing.guarantee;

import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Died;
import dev.strand.testing.trace.TraceEvent.Ended;
import dev.strand.testing.trace.TraceEvent.Started;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** G2: no two handlers of a group are ever entered at the same time, in whatever processes. */
public final class ExclusionChecker implements Guarantee {
    private final List<TraceEvent> events;

    /** Holds it against what happened. */
    public ExclusionChecker(List<TraceEvent> events) {
        this.events = events;
    }

    @Override
    public String promise() {
        return "G2, one at a time: the handlers of a group never overlap";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        Map<String, List<Started>> open = new HashMap<>();
        for (TraceEvent event : events) {
            switch (event) {
                case Started started -> enter(open, started, found);
                case Ended ended -> leave(open, ended, found);
                case Died died ->
                        open.values()
                                .forEach(inGroup ->
                                        inGroup.removeIf(s -> s.worker().equals(died.worker())));
            }
        }
        return found;
    }

    private static void enter(
            Map<String, List<Started>> open, Started started, List<String> found) {
        List<Started> inGroup =
                open.computeIfAbsent(started.execution().groupId(), g -> new ArrayList<>(1));
        for (Started other : inGroup) {
            found.add(
                    "%s of worker %s was entered at %s while %s of worker %s, entered at %s, was still running"
                            .formatted(
                                    started.execution(),
                                    started.worker(),
                                    started.at(),
                                    other.execution(),
                                    other.worker(),
                                    other.at()));
        }
        inGroup.add(started);
    }

    private static void leave(Map<String, List<Started>> open, Ended ended, List<String> found) {
        Execution execution = ended.execution();
        List<Started> inGroup = open.getOrDefault(execution.groupId(), List.of());
        boolean wasOpen =
                inGroup.removeIf(
                        s -> s.execution().equals(execution) && s.worker().equals(ended.worker()));
        if (!wasOpen) {
            found.add(
                    "%s of worker %s ended at %s without having been entered, or after its worker had died"
                            .formatted(execution, ended.worker(), ended.at()));
        }
    }
}

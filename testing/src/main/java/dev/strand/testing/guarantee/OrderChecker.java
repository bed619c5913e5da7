package dev.strand.testing.guarantee;

import dev.strand.testing.history.AcceptedRun;
import dev.strand.testing.history.History;
import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Started;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * G1: the handlers of a group are entered in the order of the log, retries and re-runs included:
 * once a task has started, none before it starts any more, and each further attempt in the group
 * carries a higher fencing token. The log says the order, not the handlers.
 */
public final class OrderChecker implements Guarantee {
    private final List<TraceEvent> events;
    private final History history;

    /** Holds the order of the log against the order of what happened. */
    public OrderChecker(List<TraceEvent> events, History history) {
        this.events = events;
        this.history = history;
    }

    @Override
    public String promise() {
        return "G1, the tasks of a group start in the order in which they were accepted, retries"
                + " included";
    }

    @Override
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        Map<String, Execution> newest = new HashMap<>();
        for (TraceEvent event : events) {
            if (event instanceof Started(Execution execution, String worker, var at)) {
                String violation = violation(newest.put(execution.groupId(), execution), execution);
                if (violation != null) {
                    found.add(violation);
                }
            }
        }
        return found;
    }

    private @Nullable String violation(@Nullable Execution before, Execution now) {
        AcceptedRun run = history.run(now.runKey());
        if (run == null) {
            return "nobody submitted " + now;
        }
        if (run.id().sequence() != now.sequence()) {
            return "%s has sequence %d in the log".formatted(now, run.id().sequence());
        }
        if (before == null) {
            return null;
        }
        if (now.sequence() < before.sequence()) {
            return "%s started after %s".formatted(now, before);
        }
        if (now.fencingToken().compareTo(before.fencingToken()) <= 0) {
            return "%s does not have a higher token than %s before it".formatted(now, before);
        }
        return null;
    }
}

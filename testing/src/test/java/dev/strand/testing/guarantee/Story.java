package dev.strand.testing.guarantee;

import dev.strand.core.log.FactStatus;
import dev.strand.testing.history.History;
import dev.strand.testing.history.Logs;
import dev.strand.testing.trace.Execution;
import dev.strand.testing.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * A run told step by step, with the trace of its handlers and the logs of its partition on one
 * clock.
 */
final class Story {
    private final Logs logs = new Logs();
    private final List<TraceEvent> events = new ArrayList<>();

    Story() {
        logs.claim(1);
    }

    Logs logs() {
        return logs;
    }

    Execution submit(String groupId, String taskId) {
        return logs.submit(groupId, taskId);
    }

    void start(Execution execution, String worker) {
        events.add(new TraceEvent.Started(execution, worker, logs.now()));
    }

    void end(Execution execution, String worker) {
        events.add(new TraceEvent.Ended(execution, worker, logs.now()));
    }

    void die(String worker) {
        events.add(new TraceEvent.Died(worker, logs.now()));
    }

    /** The handler is entered and returns, and the outcome is written. */
    void run(Execution execution, FactStatus outcome) {
        start(execution, "a");
        end(execution, "a");
        logs.fact(execution, outcome);
    }

    List<TraceEvent> events() {
        return events;
    }

    History history() {
        return logs.history();
    }
}

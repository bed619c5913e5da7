package dev.strand.testing.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The trace of handlers in one JVM. */
public final class MemoryTrace implements Trace {
    private static final String WORKER = "this-jvm";

    private final List<TraceEvent> events = new ArrayList<>();

    @Override
    public synchronized void started(Execution execution) {
        events.add(new TraceEvent.Started(execution, WORKER, Instant.now()));
    }

    @Override
    public synchronized void ended(Execution execution) {
        events.add(new TraceEvent.Ended(execution, WORKER, Instant.now()));
    }

    /** What has happened so far, in order. */
    public synchronized List<TraceEvent> events() {
        return List.copyOf(events);
    }
}

package dev.strand.testing.trace;

/**
 * Where handlers tell what they do. All events of a trace have one order: an event that was
 * reported before another was begun to be reported comes first, whatever process they were reported
 * in. Thread-safe.
 */
public interface Trace {
    /** The first thing a handler does. */
    void started(Execution execution);

    /** The last thing a handler does, whether it returns or throws. */
    void ended(Execution execution);
}

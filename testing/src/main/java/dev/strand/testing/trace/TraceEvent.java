package dev.strand.testing.trace;

import java.time.Instant;

/** Something that a handler, or the end of a process, really did. */
public sealed interface TraceEvent {
    /** When, by the clock of the machine. */
    Instant at();

    /** The process in which it happened. */
    String worker();

    /** The handler was entered. */
    record Started(Execution execution, String worker, Instant at) implements TraceEvent {}

    /** The handler returned or threw. */
    record Ended(Execution execution, String worker, Instant at) implements TraceEvent {}

    /**
     * The process is gone: what it had started and not ended will never end. Written by whoever
     * killed it.
     */
    record Died(String worker, Instant at) implements TraceEvent {}
}

package dev.strand.benchmarks.drain;

import java.util.List;

/**
 * What a child JVM measured.
 *
 * @param startMillis from the start of the contender to the first handler
 * @param drainNanos from the first handler to the acknowledgement of the last outcome
 * @param cpuMillis processor time of the JVM during the drain
 * @param started how often a handler was entered
 * @param violations of order and exclusion, at most 1,000
 * @param notes what else is worth knowing, for people
 */
public record Drained(
        long startMillis,
        long drainNanos,
        long cpuMillis,
        long started,
        List<String> violations,
        List<String> notes) {

    /** Keeps unmodifiable copies. */
    public Drained {
        violations = List.copyOf(violations);
        notes = List.copyOf(notes);
    }
}

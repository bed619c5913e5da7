package dev.strand.processor.execution;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How attempts have ended in this process since its start. Thread-safe. */
public final class AttemptCounts {
    /** How an attempt ended. */
    public enum Outcome {
        /** The handler returned. */
        SUCCEEDED,
        /** It threw: retried by policy. */
        FAILED,
        /** It threw what no retry can help. */
        FAILED_PERMANENTLY,
        /** It threw after the processor had interrupted it: cancelled, too slow or given up. */
        INTERRUPTED;

        /** The name in metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    AttemptCounts() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void add(Outcome outcome) {
        adder(outcome).increment();
    }

    /** Attempts that ended so. */
    public long of(Outcome outcome) {
        return adder(outcome).sum();
    }

    private LongAdder adder(Outcome outcome) {
        return counts.getOrDefault(outcome, new LongAdder());
    }
}

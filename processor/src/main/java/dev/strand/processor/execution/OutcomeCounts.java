package dev.strand.processor.execution;

import dev.strand.core.log.FactStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Facts of this process that Kafka has acknowledged, by what they say. Thread-safe. */
public final class OutcomeCounts {
    private final Map<FactStatus, LongAdder> counts = new EnumMap<>(FactStatus.class);

    OutcomeCounts() {
        for (FactStatus status : FactStatus.values()) {
            counts.put(status, new LongAdder());
        }
    }

    void add(FactStatus status) {
        LongAdder count = counts.get(status);
        if (count != null) {
            count.increment();
        }
    }

    /** Facts that said so since the start. */
    public long of(FactStatus status) {
        LongAdder count = counts.get(status);
        return count == null ? 0 : count.sum();
    }
}

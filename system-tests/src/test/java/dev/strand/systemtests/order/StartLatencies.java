package dev.strand.systemtests.order;

import dev.strand.testing.trace.TraceEvent;
import dev.strand.testing.trace.TraceEvent.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;

/** How long tasks took from their POST to the first start of their handler. Thread-safe. */
final class StartLatencies {
    private static final double MICROS = 1_000.0;

    private final Map<String, Instant> submitted = new ConcurrentHashMap<>();

    /** To be called just before the POST is sent. */
    void submitting(String taskId) {
        submitted.put(taskId, Instant.now());
    }

    int submitted() {
        return submitted.size();
    }

    /** Whether every one of the tasks has started. */
    boolean haveAllStarted(List<TraceEvent> events) {
        return histogram(events).getTotalCount() == submitted.size();
    }

    /** The latencies of the tasks that have started, in microseconds. */
    Histogram histogram(List<TraceEvent> events) {
        Histogram histogram = new Histogram(3);
        for (TraceEvent event : events) {
            if (event instanceof Started s && s.execution().attempt() == 1) {
                Instant at = submitted.get(s.execution().taskId());
                if (at != null) {
                    long micros = Duration.between(at, s.at()).toNanos() / 1_000;
                    histogram.recordValue(Math.max(0, micros));
                }
            }
        }
        return histogram;
    }

    /** In words, in milliseconds. */
    static String words(Histogram histogram) {
        return "%d tasks, p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms"
                .formatted(
                        histogram.getTotalCount(),
                        histogram.getValueAtPercentile(50) / MICROS,
                        histogram.getValueAtPercentile(90) / MICROS,
                        histogram.getValueAtPercentile(99) / MICROS,
                        histogram.getMaxValue() / MICROS);
    }

    /** A percentile as a duration. */
    static Duration percentile(Histogram histogram, double percentile) {
        return Duration.ofNanos(histogram.getValueAtPercentile(percentile) * 1_000);
    }
}

package dev.strand.benchmarks.live;

import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What a stretch of steady facts looked like.
 *
 * @param title for people
 * @param duration how long it took
 * @param factsWritten facts that were written
 * @param recordsApplied records of both logs that the table took in
 * @param mostLag records that it was behind at most
 * @param visibleMicros from the writing of an outcome to the answer that shows it
 * @param cpu processor time of the status API
 * @param bytes what the clients have got
 */
record Phase(
        String title,
        Duration duration,
        long factsWritten,
        long recordsApplied,
        long mostLag,
        Histogram visibleMicros,
        Duration cpu,
        long bytes) {

    static final String HEADER =
            "%-16s %9s %10s %9s %8s %8s %8s %8s %8s %9s"
                    .formatted(
                            "",
                            "facts/s",
                            "applied/s",
                            "most lag",
                            "p50 ms",
                            "p95 ms",
                            "p99 ms",
                            "max ms",
                            "cores",
                            "MB/s");

    String row() {
        double seconds = duration.toNanos() / 1e9;
        return String.format(
                Locale.ROOT,
                "%-16s %,9.0f %,10.0f %,9d %8.0f %8.0f %8.0f %8.0f %8.2f %9.1f",
                title,
                factsWritten / seconds,
                recordsApplied / seconds,
                mostLag,
                visibleMicros.getValueAtPercentile(50) / 1e3,
                visibleMicros.getValueAtPercentile(95) / 1e3,
                visibleMicros.getValueAtPercentile(99) / 1e3,
                visibleMicros.getMaxValue() / 1e3,
                cpu.toNanos() / 1e9 / seconds,
                bytes / 1e6 / seconds);
    }
}

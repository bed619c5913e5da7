package dev.strand.benchmarks.latency;

import dev.strand.benchmarks.run.Bed;
import dev.strand.benchmarks.run.Progress;
import dev.strand.testing.process.JavaProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures the latency in a child JVM. */
public final class LatencyRun {
    private static final String PREFIX = "bench-latency.";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private LatencyRun() {}

    /** The lines of the report. */
    public static List<String> on(Bed bed, Progress progress) {
        progress.say("latency: posting " + LatencyMain.PER_SECOND + " tasks/s for one minute");
        try (JavaProcess process =
                JavaProcess.of(LatencyMain.class.getName())
                        .maxHeap("1g")
                        .output(bed.path("latency.log"))
                        .arguments(
                                bed.bootstrapServers(),
                                PREFIX,
                                bed.path("state-latency").toString())
                        .start()) {
            process.awaitLine(LatencyMain.END, LIMIT);
            List<String> report = new ArrayList<>();
            report.add("posting a task to the start of its handler:");
            process.lines().stream()
                    .filter(line -> line.startsWith(LatencyMain.RESULT))
                    .filter(line -> !line.equals(LatencyMain.END))
                    .map(line -> "  " + line.substring(LatencyMain.RESULT.length()))
                    .forEach(report::add);
            return report;
        } finally {
            bed.discard(PREFIX);
        }
    }
}

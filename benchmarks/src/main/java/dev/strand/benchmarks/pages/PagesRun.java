package dev.strand.benchmarks.pages;

import dev.strand.benchmarks.run.Bed;
import dev.strand.benchmarks.run.Progress;
import dev.strand.benchmarks.status.Logs;
import dev.strand.benchmarks.status.StatusServer;
import dev.strand.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Loads a history into the status API, which has a JVM of its own, and measures every kind of page
 * over HTTP, one request after the other.
 */
public final class PagesRun {
    private static final String PREFIX = "bench-pages.";
    private static final int TASKS = 1_000_000;
    private static final int WARM_UP = 60;
    private static final int MEASURED = 200;
    private static final long SEED = 4;
    private static final double GOAL_MILLIS = 50;

    private final Bed bed;
    private final Progress progress;
    private final List<String> report = new ArrayList<>();
    private long mostHeap;
    private int missed;

    private PagesRun(Bed bed, Progress progress) {
        this.bed = bed;
        this.progress = progress;
    }

    /**
     * The lines of the report.
     *
     * @param scale so many times a million tasks
     * @param recordings directory for a flight recording, or null for none
     */
    public static List<String> on(
            Bed bed, Progress progress, double scale, @Nullable Path recordings) {
        int tasks = Math.toIntExact(Math.max(1_000, Math.round(TASKS * scale)));
        return new PagesRun(bed, progress).run(tasks, recordings);
    }

    private List<String> run(int tasks, @Nullable Path recordings) {
        Topics topics = Topics.withPrefix(PREFIX);
        History history = new History(tasks, Instant.now().minus(History.DAY));
        bed.makeTopics(topics);
        Path recording = recordings == null ? null : recordings.resolve("pages.jfr");
        // It reads along, so that tasks wait before they end, and leave deleted index rows behind.
        try (StatusServer server = StatusServer.start(bed, PREFIX, recording)) {
            long began = System.nanoTime();
            try (Logs logs = new Logs(bed.bootstrapServers(), topics, history)) {
                Loading.write(logs, tasks, progress);
            }
            load(server, tasks, began);
            measure(server, history);
            return report;
        } finally {
            bed.discard(PREFIX);
        }
    }

    private void load(StatusServer server, int tasks, long began) {
        progress.say("pages: the status API reads the history");
        server.awaitCaughtUp();
        report.add(
                "pages over %,d tasks, which were written and read in %d s"
                        .formatted(tasks, (System.nanoTime() - began) / 1_000_000_000L));
        progress.line("pages: loaded, measuring " + server.pid());
    }

    private void measure(StatusServer server, History history) {
        report.add("%-34s %8s %8s %8s %8s".formatted("ms", "p50", "p95", "p99", "max"));
        for (PageKind kind : PageKinds.of(server, history)) {
            String row = row(kind.title(), times(server, kind));
            progress.say("pages: " + row);
            report.add(row);
            mostHeap = Math.max(mostHeap, server.heapMebibytes());
        }
        report.add(
                "goal: p95 under %.0f ms, %s"
                        .formatted(
                                GOAL_MILLIS, missed == 0 ? "met" : "MISSED " + missed + " times"));
        report.add(
                "heap: %d MiB at most, %d MiB live, of -Xmx%s"
                        .formatted(mostHeap, server.liveMebibytes(), StatusServer.HEAP));
    }

    private static Histogram times(StatusServer server, PageKind kind) {
        SplittableRandom random = new SplittableRandom(SEED);
        Histogram times = new Histogram(3);
        for (int i = 0; i < WARM_UP + MEASURED; i++) {
            String path = kind.path().apply(random);
            long began = System.nanoTime();
            String _ = server.get(path);
            if (i >= WARM_UP) {
                times.recordValue((System.nanoTime() - began) / 1_000);
            }
        }
        return times;
    }

    private String row(String title, Histogram times) {
        double p95 = times.getValueAtPercentile(95) / 1e3;
        missed += p95 < GOAL_MILLIS ? 0 : 1;
        return String.format(
                Locale.ROOT,
                "%-34s %8.1f %8.1f %8.1f %8.1f%s",
                title,
                times.getValueAtPercentile(50) / 1e3,
                p95,
                times.getValueAtPercentile(99) / 1e3,
                times.getMaxValue() / 1e3,
                p95 < GOAL_MILLIS ? "" : "  MISSED");
    }
}

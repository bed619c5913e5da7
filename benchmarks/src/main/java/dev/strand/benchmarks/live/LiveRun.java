package dev.strand.benchmarks.live;

import dev.strand.benchmarks.run.Bed;
import dev.strand.benchmarks.run.Progress;
import dev.strand.benchmarks.status.Logs;
import dev.strand.benchmarks.status.StatusServer;
import dev.strand.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Writes facts at a steady rate while the status API, in a JVM of its own, has no clients of live
 * events and then many, and measures how far its table is behind.
 */
public final class LiveRun {
    private static final String PREFIX = "bench-live.";
    private static final int FACTS_PER_SECOND = 5_000;
    private static final int CLIENTS = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final long PROBE_NANOS = 100_000_000;
    private static final int PROBES_PER_LOOK = 5;

    private final Bed bed;
    private final Progress progress;
    private final List<Phase> phases = new ArrayList<>();

    private LiveRun(Bed bed, Progress progress) {
        this.bed = bed;
        this.progress = progress;
    }

    /**
     * The lines of the report.
     *
     * @param recordings directory for a flight recording, or null for none
     */
    public static List<String> on(Bed bed, Progress progress, @Nullable Path recordings) {
        return new LiveRun(bed, progress).run(recordings);
    }

    private List<String> run(@Nullable Path recordings) {
        Topics topics = Topics.withPrefix(PREFIX);
        bed.makeTopics(topics);
        Path recording = recordings == null ? null : recordings.resolve("live.jfr");
        try (StatusServer server = StatusServer.start(bed, PREFIX, recording);
                Logs logs = new Logs(bed.bootstrapServers(), topics, new Stream())) {
            server.awaitCaughtUp();
            try (Writer writer = new Writer(logs, FACTS_PER_SECOND)) {
                phases(server, writer);
            }
            List<String> report = new ArrayList<>();
            report.add("live: the table while facts are written at a steady rate");
            report.add(Phase.HEADER);
            phases.forEach(phase -> report.add(phase.row()));
            report.add(
                    "heap: %d MiB live of -Xmx%s"
                            .formatted(server.liveMebibytes(), StatusServer.HEAP));
            return report;
        } finally {
            bed.discard(PREFIX);
        }
    }

    private void phases(StatusServer server, Writer writer) {
        Phase _ = phase("warm-up", server, writer, null, WARM_UP);
        phases.add(phase("no clients", server, writer, null, MEASURED));
        try (Clients clients = Clients.open(server.url(), CLIENTS)) {
            Phase _ = phase("warm-up, clients", server, writer, clients, WARM_UP);
            phases.add(phase(CLIENTS + " clients", server, writer, clients, MEASURED));
        }
        phases.add(phase("no clients again", server, writer, null, MEASURED));
    }

    private Phase phase(
            String title,
            StatusServer server,
            Writer writer,
            @Nullable Clients clients,
            Duration duration) {
        progress.say("live: " + title);
        Histogram visible = new Histogram(3);
        int toldBefore = writer.tasksTold();
        long bytesBefore = clients == null ? 0 : clients.bytes();
        double appliedBefore = toldBefore * 3.0 - lag(server);
        Duration cpuBefore = server.cpu();
        long mostLag = 0;
        long began = System.nanoTime();
        for (int probe = 0; System.nanoTime() - began < duration.toNanos(); probe++) {
            long due = System.nanoTime() + PROBE_NANOS;
            probe(server, writer, visible);
            if (probe % PROBES_PER_LOOK == 0) {
                mostLag = Math.max(mostLag, lag(server));
            }
            LockSupport.parkNanos(due - System.nanoTime());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        int told = writer.tasksTold();
        return new Phase(
                title,
                took,
                (long) (told - toldBefore) * Stream.FACTS.size(),
                (long) (told * 3.0 - lag(server) - appliedBefore),
                mostLag,
                visible,
                server.cpu().minus(cpuBefore),
                clients == null ? 0 : clients.bytes() - bytesBefore);
    }

    private static long lag(StatusServer server) {
        return (long) server.metric("strand_status_lag_records");
    }

    /** Waits for the outcome of the task that is told next. */
    private static void probe(StatusServer server, Writer writer, Histogram visible) {
        int next = writer.tasksTold();
        while (writer.tasksTold() == next) {
            LockSupport.parkNanos(500_000);
        }
        long began = System.nanoTime();
        String _ =
                server.get(
                        "/api/tasks/%s?wait=PT30S&until=terminal".formatted(Stream.taskId(next)));
        visible.recordValue((System.nanoTime() - began) / 1_000);
    }
}

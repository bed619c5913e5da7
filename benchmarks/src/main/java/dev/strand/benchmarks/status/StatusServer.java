package dev.strand.benchmarks.status;

import dev.strand.benchmarks.run.Bed;
import dev.strand.testing.process.JavaCommand;
import dev.strand.testing.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The status API in a JVM of its own, and what it says about itself. Thread-safe. */
public final class StatusServer implements AutoCloseable {
    /** Largest heap of its JVM. */
    public static final String HEAP = "768m";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_LIMIT = Duration.ofMinutes(1);
    private static final Duration REQUEST_LIMIT = Duration.ofMinutes(10);
    private static final long LOOK_NANOS = 500_000_000;

    private final JavaProcess process;
    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();

    private StatusServer(JavaProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts it over topics that exist.
     *
     * @param recording file for a flight recording of its whole life, or null for none
     */
    public static StatusServer start(Bed bed, String topicPrefix, @Nullable Path recording) {
        JavaCommand command =
                JavaProcess.of(StatusMain.class.getName())
                        .maxHeap(HEAP)
                        .output(bed.path(topicPrefix + "status.log"))
                        .arguments(
                                bed.bootstrapServers(),
                                topicPrefix,
                                bed.path("state-" + topicPrefix).toString());
        if (recording != null) {
            command.jvmOptions(
                    "-XX:StartFlightRecording=dumponexit=true,settings=profile,filename="
                            + recording);
        }
        JavaProcess process = command.start();
        String line = process.awaitLine(StatusMain.URL, START_LIMIT);
        return new StatusServer(process, line.substring(line.indexOf("http")));
    }

    /** Where it serves. */
    public String url() {
        return url;
    }

    /** Process id of its JVM. */
    public long pid() {
        return process.pid();
    }

    /** Processor time that its JVM has used so far. */
    public Duration cpu() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** Waits until it has read everything that the logs hold. */
    public void awaitCaughtUp() {
        while (request("/health/readiness").statusCode() != 200
                || metric("strand_status_lag_records") != 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /**
     * The body of an answer.
     *
     * @throws IllegalStateException if it is not 200
     */
    public String get(String path) {
        HttpResponse<String> response = request(path);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    "%s was answered with %d: %s"
                            .formatted(path, response.statusCode(), response.body()));
        }
        return response.body();
    }

    private HttpResponse<String> request(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(REQUEST_LIMIT).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + path, e);
        }
    }

    /** The sum of all series of a metric whose lines begin so, as Prometheus would read it. */
    public double metric(String lineStart) {
        return get("/prometheus")
                .lines()
                .filter(line -> line.startsWith(lineStart))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Heap in use now, garbage included, in MiB. */
    public long heapMebibytes() {
        return mebibytes(metric("jvm_memory_used_bytes{area=\"heap\""));
    }

    /** Heap that the last collection of the old generation or of everything left, in MiB. */
    public long liveMebibytes() {
        return mebibytes(metric("jvm_gc_live_data_size_bytes"));
    }

    private static long mebibytes(double bytes) {
        return (long) bytes >> 20;
    }

    /** Ends it, cleanly if it can be. */
    @Override
    public void close() {
        process.terminate();
        try {
            process.awaitExit(END_LIMIT);
        } finally {
            process.close();
            http.close();
        }
    }
}

package dev.strand.systemtests.order;

import dev.strand.client.StrandClient;
import dev.strand.testing.broker.FreePorts;
import dev.strand.testing.process.JavaCommand;
import dev.strand.testing.process.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * The quickstart as a process of its own: started, used over HTTP alone, killed and started again.
 */
final class StrandProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final String UP = "Ctrl-C stops it cleanly";

    private final int kafkaPort = FreePorts.any();
    private final int ingestPort = FreePorts.any();
    private final int statusPort = FreePorts.any();
    private final int processorPort = FreePorts.any();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private JavaProcess process;
    private int launches;

    StrandProcess(Path directory) {
        this(directory, command -> command);
    }

    /** With more options of the process. */
    StrandProcess(Path directory, UnaryOperator<JavaCommand> options) {
        this.directory = directory.toAbsolutePath();
        this.process = launch(options);
    }

    private JavaProcess launch(UnaryOperator<JavaCommand> options) {
        JavaCommand command =
                JavaProcess.of("dev.strand.quickstart.Main")
                        .arguments("--data", directory.resolve("data").toString())
                        .arguments("--kafka-port", Integer.toString(kafkaPort))
                        .arguments("--ingest-port", Integer.toString(ingestPort))
                        .arguments("--status-port", Integer.toString(statusPort))
                        .arguments("--processor-port", Integer.toString(processorPort))
                        .environment(TracedHandler.TRACE, trace().toString())
                        .maxHeap("1g")
                        .workingDirectory(directory)
                        .output(directory.resolve("strand-" + launches++ + ".log"));
        JavaProcess launched = options.apply(command).start();
        launched.awaitLine(UP, START_LIMIT);
        return launched;
    }

    Path trace() {
        return directory.resolve("trace");
    }

    String bootstrapServers() {
        return "localhost:" + kafkaPort;
    }

    /** A text of the README, with the ports of this one in place of the usual ones. */
    String withPorts(String text) {
        return text.replace("localhost:8080", "localhost:" + ingestPort)
                .replace("localhost:8081", "localhost:" + statusPort)
                .replace("localhost:8082", "localhost:" + processorPort)
                .replace("localhost:9092", bootstrapServers());
    }

    /** The log that it writes beside its data. */
    Path log() {
        return directory.resolve("data").resolve("strand.log");
    }

    long pid() {
        return process.pid();
    }

    /** Kills it with -9; it is gone when this returns. */
    void kill() {
        process.kill();
    }

    /** Starts it again on the same data. */
    void restart() {
        restart(command -> command);
    }

    /** Starts it again on the same data, with more options of the process. */
    void restart(UnaryOperator<JavaCommand> options) {
        process.close();
        process = launch(options);
    }

    /** Posts submissions in one stream; every one of them has been accepted when this returns. */
    void submit(Collection<String> submissions) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri(ingestPort, "/api/tasks/batch"))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(String.join("\n", submissions) + "\n"))
                        .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        long accepted = answer.body().lines().filter(line -> line.contains("\"sequence\"")).count();
        if (accepted != submissions.size()) {
            throw new AssertionError(
                    "accepted " + accepted + " of " + submissions.size() + ": " + answer.body());
        }
    }

    /** Posts one submission; the answer follows. */
    CompletableFuture<String> post(String submission) {
        HttpRequest request =
                HttpRequest.newBuilder(uri(ingestPort, "/api/tasks"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(submission))
                        .build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    /** A client of it, which whoever asks closes. */
    StrandClient client() {
        return StrandClient.builder()
                .ingest("http://localhost:" + ingestPort)
                .status("http://localhost:" + statusPort)
                .build();
    }

    /** Gets from the status API. */
    String get(String path) throws IOException, InterruptedException {
        return get(statusPort, path);
    }

    /** Posts JSON to the status API, which must accept it. */
    void control(String path, String json) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri(statusPort, path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new AssertionError(path + " answered " + answer.body());
        }
    }

    /** Gets from the processor. */
    String ofProcessor(String path) throws IOException, InterruptedException {
        return get(processorPort, path);
    }

    /** The figures of the processor. */
    String metrics() throws IOException, InterruptedException {
        return get(processorPort, "/prometheus");
    }

    private String get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(port, path)).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    /** Waits until the task has ended and returns it. */
    String outcome(String taskId, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        String task = "";
        while (System.nanoTime() - deadline < 0) {
            task = get("/api/tasks/" + taskId + "?wait=PT5S&until=terminal");
            if (task.contains("\"finishedAt\"")) {
                return task;
            }
        }
        throw new AssertionError("task " + taskId + " has not ended within " + limit + ": " + task);
    }

    private static URI uri(int port, String path) {
        return URI.create("http://localhost:" + port + path);
    }

    @Override
    public void close() {
        process.close();
    }
}

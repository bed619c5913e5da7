package dev.strand.systemtests.page;

import dev.strand.testing.broker.FreePorts;
import dev.strand.testing.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** The quickstart in a process of its own, and someone who talks to it over HTTP. */
final class Strand implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final String UP = "Ctrl-C stops it cleanly";

    private final int kafkaPort = FreePorts.any();
    private final int ingestPort = FreePorts.any();
    private final int statusPort = FreePorts.any();
    private final int processorPort = FreePorts.any();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private JavaProcess process;
    private int launches;

    Strand(Path directory) {
        this.directory = directory;
        this.process = launch();
    }

    private JavaProcess launch() {
        JavaProcess launched =
                JavaProcess.of("dev.strand.quickstart.Main")
                        .arguments("--data", directory.resolve("data").toString())
                        .arguments("--kafka-port", Integer.toString(kafkaPort))
                        .arguments("--ingest-port", Integer.toString(ingestPort))
                        .arguments("--status-port", Integer.toString(statusPort))
                        .arguments("--processor-port", Integer.toString(processorPort))
                        .arguments("--partitions", "3")
                        .maxHeap("1g")
                        .workingDirectory(directory)
                        .output(directory.resolve("strand-" + launches++ + ".log"))
                        .start();
        launched.awaitLine(UP, START_LIMIT);
        return launched;
    }

    /** Where the page is. */
    String url() {
        return "http://localhost:" + statusPort;
    }

    /** Kills it; the page is on its own then. */
    void kill() {
        process.kill();
    }

    /** Starts it again on the same data, at the same address. */
    void restart() {
        process.close();
        process = launch();
    }

    /** Submits a task of the type demo; it is accepted when this returns. */
    void submit(String taskId, String groupId, String payload, String... more) {
        StringBuilder body = new StringBuilder("{\"type\":\"demo\",\"taskId\":\"");
        body.append(taskId).append("\",\"groupId\":\"").append(groupId);
        body.append("\",\"payload\":").append(payload);
        for (String field : more) {
            body.append(',').append(field);
        }
        post("/api/tasks", body.append('}').toString());
    }

    /** Posts JSON to the address of the page. */
    String post(String path, String json) {
        return send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build());
    }

    /** Gets from the address of the page. */
    String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).build());
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(
                        request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

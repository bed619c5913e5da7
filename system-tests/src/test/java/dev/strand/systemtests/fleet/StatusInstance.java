package dev.strand.systemtests.fleet;

import dev.strand.testing.broker.FreePorts;
import dev.strand.testing.process.JavaCommand;
import dev.strand.testing.process.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance of the status API in a process of its own. */
final class StatusInstance implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final int port = FreePorts.any();
    private final String bootstrapServers;
    private final Path directory;
    private final String key;
    private final Map<String, String> settings;
    private JavaProcess process;

    /**
     * Starts one.
     *
     * @param key that it is asked with; any where it has no authentication
     * @param settings more environment variables
     */
    StatusInstance(
            String bootstrapServers, Path directory, String key, Map<String, String> settings) {
        this.bootstrapServers = bootstrapServers;
        this.directory = directory;
        this.key = key;
        this.settings = settings;
        this.process = launch();
    }

    private JavaProcess launch() {
        JavaCommand command =
                JavaProcess.of("dev.strand.status.StatusApplication")
                        .environment("STRAND_STATUS_PORT", Integer.toString(port))
                        .environment(
                                "STRAND_STATUS_STATE_DIR", directory.resolve("state").toString())
                        .environment("STRAND_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        settings.forEach(command::environment);
        return command.maxHeap("256m")
                .output(directory.resolveSibling("status-" + port + ".log"))
                .start();
    }

    /** Where it serves, once it does. */
    int port() {
        return port;
    }

    /** Kills it with -9; it is gone when this returns. */
    void kill() {
        process.kill();
    }

    /** Starts it again on the same data. */
    void restart() {
        process.close();
        process = launch();
    }

    boolean isReady() {
        HttpResponse<String> answer = get("/health/readiness");
        return answer != null && answer.statusCode() == 200;
    }

    /** The answer, or null where there is none. */
    @Nullable HttpResponse<String> get(String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            HttpRequest request =
                    HttpRequest.newBuilder(uri)
                            .header("Authorization", "Bearer " + key)
                            .timeout(TIMEOUT)
                            .build();
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
        http.close();
    }
}

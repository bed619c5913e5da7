package dev.strand.testing.broker;

import dev.strand.testing.process.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A broker in a JVM of its own, so that a test can kill it with SIGKILL and start it again on the
 * same data and port.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Path dataDirectory;
    private final int port;
    private JavaProcess process;

    private BrokerProcess(Path dataDirectory, int port) {
        this.dataDirectory = dataDirectory;
        this.port = port;
        this.process = launch(dataDirectory, port);
    }

    /** Starts a broker on any free port and returns once it serves. */
    public static BrokerProcess start(Path dataDirectory) {
        return new BrokerProcess(dataDirectory.toAbsolutePath(), FreePorts.any());
    }

    /** Where clients connect; the same after a restart. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Ends the broker with SIGKILL and returns once it is gone. */
    public void kill() {
        process.kill();
    }

    /** Ends the broker cleanly and returns once it is gone. */
    public void stop() {
        process.terminate();
        process.awaitExit(STOP_LIMIT);
    }

    /**
     * Starts the broker again on the same data and port, and returns once it serves. Only after
     * {@link #kill} or {@link #stop}.
     */
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException(
                    "the broker still runs; kill or stop it before it is restarted");
        }
        process = launch(dataDirectory, port);
    }

    @Override
    public void close() {
        process.close();
    }

    private static JavaProcess launch(Path dataDirectory, int port) {
        JavaProcess process =
                JavaProcess.of(BrokerMain.class.getName())
                        .arguments(dataDirectory.toString(), Integer.toString(port))
                        .maxHeap("512m")
                        .output(
                                dataDirectory.resolveSibling(
                                        dataDirectory.getFileName() + "-broker.log"))
                        .start();
        process.awaitLine(BrokerMain.READY, START_LIMIT);
        return process;
    }
}

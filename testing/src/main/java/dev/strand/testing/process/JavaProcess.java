package dev.strand.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A child JVM that never outlives this one. Its output goes to a file, to which later children of
 * the same file append. Thread-safe.
 */
public final class JavaProcess implements AutoCloseable {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(30);

    private final String name;

    /**
     * Signals go to its handle: the methods of Process close the streams before the last output is
     * read.
     */
    private final Process process;

    private final ProcessOutput output;

    JavaProcess(String name, Process process, Path outputFile) {
        this.name = name;
        this.process = process;
        this.output = ProcessOutput.follow(process, outputFile);
        ChildProcesses.destroyWithThisJvm(process);
    }

    /** A child that will run this main class; {@link JavaCommand#start()} starts it. */
    public static JavaCommand of(String mainClass) {
        return new JavaCommand(mainClass);
    }

    /** Process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** All lines it has written so far. */
    public List<String> lines() {
        return output.lines();
    }

    /**
     * Waits for a line of output that contains this text and returns it; a line written before the
     * call counts.
     *
     * @throws AssertionError with the end of the output if the process ends or the time passes
     *     first
     */
    public String awaitLine(String text, Duration limit) {
        return awaitLine(line -> line.contains(text), "a line with '" + text + "'", limit);
    }

    /**
     * {@link #awaitLine(String, Duration)} for any condition; {@code what} names it in the error.
     */
    public String awaitLine(Predicate<String> condition, String what, Duration limit) {
        String line = output.await(condition, limit);
        if (line == null) {
            throw new AssertionError(
                    "%s (pid %d, %s) did not write %s within %s; its last output:%n%s"
                            .formatted(
                                    name,
                                    pid(),
                                    isAlive() ? "alive" : "ended",
                                    what,
                                    limit,
                                    output.tail()));
        }
        return line;
    }

    /** SIGKILL: ends it at once, as kill -9 does, and returns once it is gone. */
    public void kill() {
        process.toHandle().destroyForcibly();
        awaitExit(KILL_LIMIT);
    }

    /** SIGTERM: asks it to end cleanly and returns at once. Its last output is still read. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /**
     * Waits until it has ended and its output is complete; returns its exit status (128 + signal if
     * a signal ended it).
     *
     * @throws AssertionError with the end of the output if the time passes first
     */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        "%s (pid %d) did not end within %s; its last output:%n%s"
                                .formatted(name, pid(), limit, output.tail()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the end of " + name, e);
        }
        output.awaitEnd();
        return process.exitValue();
    }

    /** {@link #kill()} if it still runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    static JavaProcess start(String name, ProcessBuilder builder, Path outputFile) {
        try {
            return new JavaProcess(name, builder.redirectErrorStream(true).start(), outputFile);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }
}

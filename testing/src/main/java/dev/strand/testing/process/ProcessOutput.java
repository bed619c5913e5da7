package dev.strand.testing.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The output of a child, copied to a file line by line as it comes, and kept here for those who
 * wait for a line.
 */
final class ProcessOutput {
    private static final int TAIL_LINES = 60;
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private ProcessOutput() {}

    static ProcessOutput follow(Process process, Path file) {
        ProcessOutput output = new ProcessOutput();
        Thread.ofPlatform()
                .daemon()
                .name("output-of-" + process.pid())
                .start(() -> output.copy(process, file));
        return output;
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized String tail() {
        int from = Math.max(0, lines.size() - TAIL_LINES);
        return String.join(System.lineSeparator(), lines.subList(from, lines.size()));
    }

    /**
     * The first line that meets the condition, or null if the output ends or the time passes
     * without one.
     */
    synchronized @Nullable String await(Predicate<String> condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (int next = 0; ; next++) {
            int wanted = next;
            awaitUntil(() -> ended || wanted < lines.size(), deadline);
            if (next >= lines.size()) {
                return null;
            }
            if (condition.test(lines.get(next))) {
                return lines.get(next);
            }
        }
    }

    /** Waits a while for the last lines of a process that has ended. */
    synchronized void awaitEnd() {
        awaitUntil(() -> ended, System.nanoTime() + END_LIMIT.toNanos());
    }

    private synchronized void awaitUntil(BooleanSupplier condition, long deadline) {
        try {
            while (!condition.getAsBoolean()) {
                long leftMillis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (leftMillis <= 0) {
                    return;
                }
                wait(leftMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(Process process, Path file) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
                Writer writer =
                        Files.newBufferedWriter(
                                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                writer.write(line + System.lineSeparator());
                writer.flush();
                add(line);
            }
        } catch (IOException e) {
            add("[the output could not be copied any further: " + e + "]");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}

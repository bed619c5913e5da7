package dev.strand.systemtests.order;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs commands as a person types them. Kafka's own script comes with a distribution of Kafka, so a
 * script of the same name stands in for it, which starts the same class with the same arguments.
 */
final class Shell {
    private static final String CONSOLE_PRODUCER = "kafka-console-producer.sh";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path directory;

    /** In this directory, which must exist. */
    Shell(Path directory) throws IOException {
        this.directory = directory;
        Path script = directory.resolve(CONSOLE_PRODUCER);
        Files.writeString(
                script,
                """
                #!/bin/sh
                exec '%s' -cp '%s' org.apache.kafka.tools.ConsoleProducer "$@"
                """
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** Skips the test where a program that it needs is not installed. */
    static void assumeInstalled(String program) {
        boolean isThere =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
        Assumptions.assumeTrue(
                isThere, program + " is not installed (Debian, Ubuntu: sudo apt install kcat)");
    }

    /** Runs a command to its end, which must be a success, and returns what it wrote. */
    String run(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-o", "pipefail", "-c", command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment()
                .compute("PATH", (name, path) -> directory + File.pathSeparator + path);
        Process process = builder.start();
        boolean hasEnded = process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (!hasEnded) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String written = Files.readString(output, StandardCharsets.UTF_8);
        if (!hasEnded || process.exitValue() != 0) {
            throw new AssertionError(
                    "%s: %s%n%s"
                            .formatted(
                                    hasEnded ? "failed" : "did not end in " + LIMIT,
                                    command,
                                    written));
        }
        return written;
    }
}

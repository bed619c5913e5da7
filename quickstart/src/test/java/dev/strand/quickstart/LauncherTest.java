package dev.strand.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, in a directory where nothing has been built. */
@Timeout(60)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "strand").toAbsolutePath().normalize();

    @TempDir private Path directory;

    private Path tools;

    @BeforeEach
    void putOnlyTheToolsItNeedsOnThePath() throws IOException {
        tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool : List.of("bash", "dirname", "find", "head", "sed", "cat")) {
            Files.createSymbolicLink(tools.resolve(tool), found(tool));
        }
        Files.copy(LAUNCHER, directory.resolve("strand"));
    }

    @Test
    void shouldListItsCommands() throws Exception {
        Ended ended = run("help");

        assertThat(ended.status()).isZero();
        assertThat(ended.output()).contains("  up ", "  bench ", "  test ", "  format ", "  help ");
    }

    @Test
    void shouldSayInOneSentenceThatMavenIsMissing() throws Exception {
        Ended ended = run("up");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output().lines())
                .singleElement()
                .asString()
                .startsWith(
                        "Strand is built with Maven 3.8 or newer, and 'mvn' is not on the PATH");
    }

    @Test
    void shouldRefuseACommandThatItDoesNotHave() throws Exception {
        Ended ended = run("fly");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output())
                .isEqualTo("There is no command 'fly'. './strand help' lists the commands.\n");
    }

    private record Ended(int status, String output) {}

    private Ended run(String command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                found("bash").toString(),
                                directory.resolve("strand").toString(),
                                command)
                        .redirectErrorStream(true);
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private static Path found(String tool) {
        return Stream.of("/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("this test needs the tool " + tool));
    }
}

package dev.strand.testing.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JavaProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int STATUS_OF_SIGKILL = 128 + 9;

    @TempDir private Path directory;

    @Test
    void shouldRunTheClassesOfThisJvmWithArgumentsAndEnvironment() throws Exception {
        Path output = directory.resolve("output");
        try (JavaProcess child =
                JavaProcess.of(Child.class.getName())
                        .arguments("hello", "there")
                        .environment("CHILD_SAYS", "from the environment")
                        .output(output)
                        .start()) {

            assertThat(child.awaitLine("hello there", LIMIT))
                    .isEqualTo("hello there from the environment");
        }
        assertThat(Files.readString(output)).contains("hello there from the environment");
    }

    @Test
    void shouldKillWithoutRunningShutdownHooks() {
        try (JavaProcess child = child()) {
            child.awaitLine("ready", LIMIT);

            child.kill();

            assertThat(child.isAlive()).isFalse();
            assertThat(child.awaitExit(LIMIT)).isEqualTo(STATUS_OF_SIGKILL);
            assertThat(child.lines()).doesNotContain("bye");
        }
    }

    @Test
    void shouldLetAChildEndCleanly() {
        try (JavaProcess child = child()) {
            child.awaitLine("ready", LIMIT);

            child.terminate();
            child.awaitExit(LIMIT);

            assertThat(child.lines()).contains("bye");
        }
    }

    @Test
    void shouldShowTheOutputOfAChildThatEndsWithoutTheAwaitedLine() {
        try (JavaProcess child =
                JavaProcess.of("no.such.Main").output(directory.resolve("output")).start()) {

            assertThatThrownBy(() -> child.awaitLine("ready", LIMIT))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("did not write a line with 'ready'")
                    .hasMessageContaining("ClassNotFoundException");
        }
    }

    private JavaProcess child() {
        return JavaProcess.of(Child.class.getName())
                .arguments("ready")
                .output(directory.resolve("output"))
                .start();
    }

    /** Says its arguments and then waits to be ended. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
            String says = System.getenv("CHILD_SAYS");
            System.out.println(
                    (String.join(" ", arguments) + " " + (says == null ? "" : says)).strip());
            Thread.sleep(Duration.ofMinutes(5));
        }
    }
}

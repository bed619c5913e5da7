package dev.strand.systemtests.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that the build refuses what it says it refuses: each source here must not compile. */
class BuildGateTest {

    @TempDir Path work;
    private JavacGate gate;

    @BeforeEach
    void readTheFlagsOfTheRootPom() {
        gate = new JavacGate(Path.of("..", "pom.xml"), work);
    }

    @Test
    void shouldAcceptASourceWithoutFlaws() throws Exception {
        var verdict =
                gate.compile(
                        "Fine",
                        """
                        package dev.strand.fixture;

                        @org.jspecify.annotations.NullMarked
                        class Fine {
                            static int lengthOf(String text) {
                                return text.length();
                            }
                        }
                        """);

        assertThat(verdict).isEqualTo(new JavacGate.Verdict(true, ""));
    }

    @Test
    void shouldRefuseANullThatIsDereferenced() throws Exception {
        var verdict =
                gate.compile(
                        "Careless",
                        """
                        package dev.strand.fixture;

                        import org.jspecify.annotations.Nullable;

                        @org.jspecify.annotations.NullMarked
                        class Careless {
                            static int lengthOf(@Nullable String text) {
                                return text.length();
                            }
                        }
                        """);

        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.output()).contains("[NullAway] dereferenced expression");
    }

    @Test
    void shouldRefuseWhatErrorProneKnowsToBeABug() throws Exception {
        var verdict =
                gate.compile(
                        "Buggy",
                        """
                        package dev.strand.fixture;

                        class Buggy {
                            static void trim(String text) {
                                text.trim();
                            }
                        }
                        """);

        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.output()).contains("[ReturnValueIgnored]");
    }

    @Test
    void shouldRefuseAWarningOfJavac() throws Exception {
        var verdict =
                gate.compile(
                        "Raw",
                        """
                        package dev.strand.fixture;

                        class Raw {
                            static int sizeOf(java.util.List list) {
                                return list.size();
                            }
                        }
                        """);

        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.output()).contains("[rawtypes]", "warnings found and -Werror specified");
    }
}

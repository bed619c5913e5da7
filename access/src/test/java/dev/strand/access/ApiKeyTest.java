package dev.strand.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys, their entries in the settings, and the command that makes them. */
class ApiKeyTest {
    private static final String HASH = "0".repeat(64);

    @Test
    void shouldReadWhatTheCommandWrites() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        boolean made =
                KeyMain.run(
                        List.of("ci", "operator"), new PrintStream(out, true, UTF_8), System.err);

        assertThat(made).isTrue();
        List<String> lines = out.toString(UTF_8).lines().map(String::strip).toList();
        ApiKey entry = ApiKey.parse(lines.get(3).replace("STRAND_ACCESS_KEYS=", ""));
        assertThat(entry.name()).isEqualTo("ci");
        assertThat(entry.roles()).containsExactly(Roles.VIEWER, Roles.OPERATOR);
        assertThat(entry.isHashOf(ApiKey.hashOf(lines.get(1)))).isTrue();
        assertThat(entry.isHashOf(ApiKey.hashOf(ApiKey.generate()))).isFalse();
    }

    @Test
    void shouldTellHowToUseTheCommand() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, UTF_8);

        assertThat(KeyMain.run(List.of("ci"), System.out, errors)).isFalse();
        assertThat(KeyMain.run(List.of("ci", "root"), System.out, errors)).isFalse();

        assertThat(err.toString(UTF_8)).contains("Usage: ./strand key").contains("got: root");
    }

    @Test
    void shouldRefuseEntriesThatAreWrongWithoutRepeatingTheirSecrets() {
        for (String wrong :
                List.of(
                        "ci:viewer",
                        "ci::" + HASH,
                        "ci:viewer:" + HASH.substring(1),
                        "c i:viewer:" + HASH,
                        "ci:viewer+root:" + HASH,
                        "ci:viewer:strand_secretsecretsecret")) {
            assertThatThrownBy(() -> ApiKey.parse(wrong))
                    .as(wrong)
                    .hasMessageContaining("strand.access.keys")
                    .hasMessageContaining("./strand key")
                    .message()
                    .doesNotContain("secretsecret");
        }
    }
}

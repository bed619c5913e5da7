package dev.strand.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlerConfigTest {

    private static HandlerConfig config(Map<String, String> settings) {
        return HandlerConfig.of(
                "strand.handlers.mail",
                settings,
                name -> name.equals("TOKEN") ? Optional.of("s3cr3t") : Optional.empty());
    }

    @Test
    void shouldReadTypedSettings() {
        HandlerConfig config =
                config(
                        Map.of(
                                "host",
                                " localhost ",
                                "port",
                                "25",
                                "tls",
                                "true",
                                "timeout",
                                "PT5S",
                                "to",
                                "a, b,,"));

        assertThat(config.text("host")).contains("localhost");
        assertThat(config.number("port", 1, 1, 65_535)).isEqualTo(25);
        assertThat(config.flag("tls", false)).isTrue();
        assertThat(config.duration("timeout", Duration.ZERO)).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.list("to")).containsExactly("a", "b");
        config.verify();
    }

    @Test
    void shouldUseDefaultsForWhatIsAbsentOrBlank() {
        HandlerConfig config = config(Map.of("port", "  "));

        assertThat(config.text("host")).isEmpty();
        assertThat(config.number("port", 25, 1, 65_535)).isEqualTo(25);
        assertThat(config.flag("tls", true)).isTrue();
        assertThat(config.duration("timeout", Duration.ofSeconds(1)))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(config.secret("password")).isEmpty();
        config.verify();
    }

    @Test
    void shouldReportAllMistakesAtOnceWithNameRuleAndValue() {
        HandlerConfig config =
                config(
                        Map.of(
                                "port",
                                "70000",
                                "tls",
                                "yes",
                                "timeout",
                                "-PT5S",
                                "password",
                                "hunter2",
                                "token",
                                "${env:MISSING}",
                                "prot",
                                "1"));
        config.number("port", 25, 1, 65_535);
        config.flag("tls", false);
        config.duration("timeout", Duration.ZERO);
        config.secret("password");
        config.secret("token");

        HandlerSetupException thrown =
                catchThrowableOfType(HandlerSetupException.class, config::verify);

        assertThat(thrown.problems())
                .containsExactly(
                        "strand.handlers.mail.port must be a whole number from 1 to 65535, got:"
                                + " 70000",
                        "strand.handlers.mail.tls must be true or false, got: yes",
                        "strand.handlers.mail.timeout must be an ISO-8601 duration longer than"
                                + " zero, such as PT30S, got: -PT5S",
                        "strand.handlers.mail.password must refer to the secret by ${env:NAME} or"
                                + " ${file:/path}, got: a plain text (not shown)",
                        "strand.handlers.mail.token refers to a secret that is missing: environment"
                                + " variable MISSING is not set",
                        "strand.handlers.mail.prot is not a known setting: correct its name or"
                                + " remove it");
        assertThat(thrown).hasMessageStartingWith("6 problems").message().doesNotContain("hunter2");
    }

    @Test
    void shouldResolveReferencesToEnvironmentAndFiles(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "from-file\n");
        HandlerConfig config =
                config(Map.of("auth", "Bearer ${env:TOKEN}", "key", "${file:" + file + "}"));

        Secret auth = config.secret("auth").orElseThrow();

        assertThat(auth.reveal()).isEqualTo("Bearer s3cr3t");
        assertThat(auth).hasToString("***");
        assertThat(auth.redact("Bearer s3cr3t is wrong")).isEqualTo("Bearer *** is wrong");
        assertThat(config.secret("key").orElseThrow().reveal()).isEqualTo("from-file");
    }

    @Test
    void shouldNotTakeCharactersOfASecretForReferences() {
        HandlerConfig config =
                HandlerConfig.of("p", Map.of("key", "${env:A}"), _ -> Optional.of("$1\\${env:B}"));

        assertThat(config.secret("key").orElseThrow().reveal()).isEqualTo("$1\\${env:B}");
    }

    @Test
    void shouldNameTheFileThatCannotBeRead(@TempDir Path folder) {
        Path missing = folder.resolve("missing");
        HandlerConfig config = config(Map.of("key", "${file:" + missing + "}"));
        config.secret("key");

        assertThatThrownBy(config::verify)
                .hasMessageContaining("file " + missing + " cannot be read");
    }

    @Test
    void shouldReadSectionsAndKeepTheirMistakes() {
        HandlerConfig config =
                config(Map.of("servers.b.port", "x", "servers.a.port", "1", "servers.a.hsot", "?"));

        assertThat(config.names("servers")).containsExactly("a", "b");
        for (String name : config.names("servers")) {
            config.section("servers." + name).number("port", 0, 0, 9);
        }

        assertThat(catchThrowableOfType(HandlerSetupException.class, config::verify).problems())
                .containsExactly(
                        "strand.handlers.mail.servers.b.port must be a whole number from 0 to 9,"
                                + " got: x",
                        "strand.handlers.mail.servers.a.hsot is not a known setting: correct its"
                                + " name or remove it");
    }
}

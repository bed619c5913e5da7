package dev.strand.handlers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strand.handler.HandlerConfig;
import dev.strand.handler.HandlerSetupException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpSettingsTest {

    private static Endpoints read(Map<String, String> settings) {
        return HttpSettings.read(
                HandlerConfig.of(
                        "strand.handlers.http",
                        settings,
                        name -> Optional.ofNullable(TestEndpoints.ENVIRONMENT.get(name))));
    }

    @Test
    void shouldHaveTheseDefaults() {
        HttpEndpoint endpoint =
                read(Map.of("endpoints.a.url", "https://a.example.org/x")).byName().get("a");

        assertThat(endpoint)
                .isEqualTo(
                        new HttpEndpoint(
                                "endpoint 'a'",
                                URI.create("https://a.example.org/x"),
                                Map.of(),
                                Duration.ofSeconds(30),
                                false,
                                null));
    }

    @Test
    void shouldNeedNoSettingsAtAll() {
        assertThat(read(Map.of()).byName()).isEmpty();
        assertThat(read(Map.of()).directTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(read(Map.of()).allowList().permits(URI.create("https://a.example.org/")))
                .isFalse();
    }

    @Test
    void shouldInheritTheTimeoutUnlessAnEndpointHasItsOwn() {
        Endpoints endpoints =
                read(
                        Map.of(
                                "timeout", "PT5S",
                                "endpoints.a.url", "https://a.example.org/",
                                "endpoints.b.url", "https://b.example.org/",
                                "endpoints.b.timeout", "PT9S"));

        assertThat(endpoints.byName().get("a"))
                .extracting(HttpEndpoint::timeout)
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(endpoints.byName().get("b"))
                .extracting(HttpEndpoint::timeout)
                .isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void shouldShowNeitherSecretsNorPathsInItsText() {
        Endpoints endpoints =
                read(
                        Map.of(
                                "endpoints.a.url",
                                        "https://a.example.org/services/T00/p4th-key?q=qu3ry-key",
                                "endpoints.a.headers.authorization", "Bearer ${env:TOKEN}",
                                "endpoints.a.signing-secret", "${env:KEY}"));

        assertThat(endpoints.toString())
                .contains("endpoint 'a' (https://a.example.org)")
                .doesNotContain("p4th-key", "qu3ry-key", "t0ken-from-env", "k3y-from-env");
    }

    @Test
    void shouldReportAllMistakesAtOnceWithoutSecrets() {
        Map<String, String> settings = new HashMap<>();
        settings.put("allow-list", "example.org");
        settings.put("endpoints.a.headers.strand-run", "1");
        settings.put("endpoints.b.url", "https://user:p4ssword@b.example.org/");
        settings.put("endpoints.c.url", "http://127.0.0.1:9/");
        settings.put("endpoints.c.headers.host", "x");
        settings.put("endpoints.c.headers.x-bad", "line\u0001break ${env:TOKEN}");
        settings.put("endpoints.c.signing-secret", "pl4in");
        settings.put("endpoints.c.tiemout", "PT1S");

        HandlerSetupException thrown =
                catchThrowableOfType(HandlerSetupException.class, () -> read(settings));

        String own = "strand.handlers.http.";
        assertThat(thrown.problems())
                .containsExactlyInAnyOrder(
                        own
                                + "allow-list must be URLs such as"
                                + " https://hooks.example.org/strand/ or https://*.example.org/,"
                                + " got: example.org",
                        own
                                + "endpoints.a.headers.strand-run must not be set: every request"
                                + " has it already, got: a value (not shown)",
                        own + "endpoints.a.url must be " + HttpUrl.RULE + ", got: nothing",
                        own
                                + "endpoints.b.url must be "
                                + HttpUrl.RULE
                                + ", got: another text (not shown)",
                        own
                                + "endpoints.c.url must not be a private address unless "
                                + own
                                + "endpoints.c.allow-private is true, got: 127.0.0.1",
                        own
                                + "endpoints.c.headers.host must be a header that may be set, with"
                                + " a value of printable ASCII characters, got: a name or value"
                                + " (not shown) that is not",
                        own
                                + "endpoints.c.headers.x-bad must be a header that may be set, with"
                                + " a value of printable ASCII characters, got: a name or value"
                                + " (not shown) that is not",
                        own
                                + "endpoints.c.signing-secret must refer to the secret by"
                                + " ${env:NAME} or ${file:/path}, got: a plain text (not shown)",
                        own
                                + "endpoints.c.tiemout is not a known setting: correct its name or"
                                + " remove it");
        assertThat(thrown.toString()).doesNotContain("p4ssword", "t0ken", "pl4in");
    }
}

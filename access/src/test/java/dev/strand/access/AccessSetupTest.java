package dev.strand.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a service starts with, and what it refuses to start with. */
class AccessSetupTest {
    private static final String ENTRY = "ci:viewer:" + ApiKey.hashOf(ApiKey.generate());

    private static AccessSettings start(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("micronaut.server.host", "127.0.0.1"));
        all.putAll(settings);
        try (ApplicationContext context = ApplicationContext.builder().properties(all).build()) {
            AccessSetup.apply(context);
            return context.start().getBean(AccessSettings.class);
        }
    }

    @Test
    void shouldHaveTheseDefaults() {
        AccessSettings settings = start(Map.of());
        assertThat(settings.isAuthenticated()).isFalse();
        assertThat(settings.allowUnauthenticated()).isFalse();
        assertThat(settings.keys()).isEmpty();
        assertThat(settings.tokens()).isNull();
        assertThat(settings.peerKey()).isNull();
        assertThat(settings.corsOrigins()).isEmpty();
        assertThat(settings.requestsPerSecond()).isZero();
        assertThat(settings.headerTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void shouldHaveTheseDefaultsOfTokens() {
        AccessSettings.Tokens tokens =
                start(
                                Map.of(
                                        "strand.access.jwt.jwks-url",
                                                "https://issuer.example.org/keys",
                                        "strand.access.jwt.issuer", "me",
                                        "strand.access.jwt.audience", "you"))
                        .tokens();
        assertThat(tokens)
                .isEqualTo(
                        new AccessSettings.Tokens(
                                "https://issuer.example.org/keys",
                                null,
                                "me",
                                "you",
                                "roles",
                                "sub",
                                Duration.ofHours(1)));
    }

    @Test
    void shouldRefuseOtherAddressesWithoutAuthentication() {
        for (String host : new String[] {"0.0.0.0", "::", "192.0.2.1"}) {
            assertThatThrownBy(() -> start(Map.of("micronaut.server.host", host)))
                    .hasMessageContaining(host)
                    .hasMessageContaining("strand.access.keys")
                    .hasMessageContaining("strand.access.allow-unauthenticated=true");
        }
        for (String host : new String[] {"localhost", "127.0.0.9", "::1"}) {
            assertThat(start(Map.of("micronaut.server.host", host))).isNotNull();
        }
    }

    @Test
    void shouldTakeOtherAddressesWithAuthenticationOrIfAllowed() {
        Map<String, Object> any = Map.of("micronaut.server.host", "0.0.0.0");
        Map<String, Object> keys = new HashMap<>(any);
        keys.put("strand.access.keys", ENTRY);
        assertThat(start(keys).isAuthenticated()).isTrue();
        Map<String, Object> allowed = new HashMap<>(any);
        allowed.put("strand.access.allow-unauthenticated", true);
        assertThat(start(allowed).isAuthenticated()).isFalse();
    }

    @Test
    void shouldTellAllMistakesAtOnce() {
        Map<String, Object> wrong =
                Map.of(
                        "strand.access.kyes", "x",
                        "strand.access.keys", "ci:viewer:short",
                        "strand.access.requests-per-second", -1,
                        "strand.access.header-timeout", "PT0S",
                        "strand.access.cors-origins", "*",
                        "strand.access.peer-key", "strand_x",
                        "strand.access.jwt.issuer", "me",
                        "strand.access.jwt.outage-tolerance", "P2D");
        assertThatThrownBy(() -> start(wrong))
                .hasMessageContaining("strand.access.kyes is no setting")
                .hasMessageContaining("64 lower-case")
                .hasMessageContaining("requests-per-second must be 0")
                .hasMessageContaining("header-timeout must be PT1S")
                .hasMessageContaining("cors-origins")
                .hasMessageContaining("peer-key")
                .hasMessageContaining("jwks-url or jwks-file")
                .hasMessageContaining("jwt.audience")
                .hasMessageContaining("jwt.outage-tolerance must be PT0S to P1D, got: PT48H");
    }

    @Test
    void shouldReadTheEnvironment() {
        PropertySource environment =
                PropertySource.of(
                        "env",
                        Map.of(
                                "STRAND_ACCESS_KEYS",
                                ENTRY + "," + ENTRY.replace("ci:", "ops:"),
                                "STRAND_ACCESS_REQUESTS_PER_SECOND",
                                "5"),
                        PropertyConvention.ENVIRONMENT_VARIABLE,
                        PropertySource.Origin.of("env"));
        try (ApplicationContext context =
                ApplicationContext.builder().propertySources(environment).build()) {
            AccessSetup.apply(context);
            AccessSettings settings = context.start().getBean(AccessSettings.class);
            assertThat(settings.keys()).extracting(ApiKey::name).containsExactly("ci", "ops");
            assertThat(settings.requestsPerSecond()).isEqualTo(5);
        }
    }
}

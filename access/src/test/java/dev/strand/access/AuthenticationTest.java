package dev.strand.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in with what. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AuthenticationTest {
    private static final SignedTokens TOKENS = new SignedTokens();

    @TempDir private Path directory;

    private static String entry(String name, String roles, String key) {
        return name + ":" + roles + ":" + ApiKey.hashOf(key);
    }

    private static Date inSeconds(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private Map<String, Object> tokens(Map<String, Object> more) throws IOException {
        Path file = directory.resolve("jwks.json");
        Files.writeString(file, TOKENS.jwks());
        Map<String, Object> settings =
                new HashMap<>(
                        Map.of(
                                "strand.access.jwt.jwks-file", file.toString(),
                                "strand.access.jwt.issuer", SignedTokens.ISSUER,
                                "strand.access.jwt.audience", SignedTokens.AUDIENCE));
        settings.putAll(more);
        return settings;
    }

    private static void expect(ServiceUnderTest service, String token, Map<String, Integer> rules) {
        rules.forEach((rule, status) ->
                assertThat(service.status("/rule/" + rule, token)).as(rule).isEqualTo(status));
    }

    @Test
    void shouldLetEverybodyDoEverythingWithoutAuthentication() {
        try (ServiceUnderTest service = new ServiceUnderTest(Map.of())) {
            for (String rule : List.of("open", "viewer", "submitter", "operator", "none")) {
                assertThat(service.status("/rule/" + rule, null)).as(rule).isEqualTo(200);
            }
            assertThat(service.get("/api/me", null).body())
                    .isEqualTo(
                            "{\"name\":\"anonymous\",\"roles\":[\"viewer\",\"submitter\",\"operator\"],\"authentication\":\"none\"}");
        }
    }

    @Test
    void shouldAllowEachRoleWhatItsRulesSay() {
        String submitter = ApiKey.generate();
        String viewer = ApiKey.generate();
        String operator = ApiKey.generate();
        String entries =
                String.join(
                        ",",
                        entry("sub", "submitter", submitter),
                        entry("view", "viewer", viewer),
                        entry("op", "operator", operator));
        try (ServiceUnderTest service =
                new ServiceUnderTest(Map.of("strand.access.keys", entries))) {
            expect(service, submitter, Map.of("submitter", 200, "viewer", 403, "operator", 403));
            expect(service, viewer, Map.of("submitter", 403, "viewer", 200, "operator", 403));
            expect(service, operator, Map.of("submitter", 403, "viewer", 200, "operator", 200));
            expect(
                    service,
                    ApiKey.generate(),
                    Map.of("submitter", 401, "viewer", 401, "operator", 401));
            for (String key : List.of(submitter, viewer, operator)) {
                expect(service, key, Map.of("open", 200, "none", 403));
            }
            assertThat(service.get("/api/me", operator).body())
                    .isEqualTo(
                            "{\"name\":\"op\",\"roles\":[\"viewer\",\"operator\"],\"authentication\":\"key\"}");
            assertThat(service.status("/health", null)).isEqualTo(200);
            assertThat(service.status("/nowhere", null)).isEqualTo(404);
        }
    }

    @Test
    void shouldRefuseWithProblems() {
        String viewer = ApiKey.generate();
        try (ServiceUnderTest service =
                new ServiceUnderTest(Map.of("strand.access.keys", entry("v", "viewer", viewer)))) {
            HttpResponse<String> unknown = service.get("/rule/viewer", null);
            assertThat(unknown.statusCode()).isEqualTo(401);
            assertThat(unknown.headers().firstValue("WWW-Authenticate")).isPresent();
            HttpResponse<String> forbidden = service.get("/rule/operator", viewer);
            assertThat(forbidden.statusCode()).isEqualTo(403);
            for (HttpResponse<String> answer : List.of(unknown, forbidden)) {
                assertThat(answer.headers().firstValue("Content-Type"))
                        .hasValue("application/problem+json");
                assertThat(answer.body())
                        .contains("\"type\":\"urn:strand:problem:")
                        .contains("\"instance\":\"/rule/");
            }
        }
    }

    @Test
    void shouldTakeTokensOfTheIssuerOnly() throws IOException {
        try (ServiceUnderTest service = new ServiceUnderTest(tokens(Map.of()))) {
            expect(service, TOKENS.token("operator"), Map.of("operator", 200, "viewer", 200));
            expect(
                    service,
                    TOKENS.token("viewer", "other"),
                    Map.of("operator", 403, "viewer", 200));
            expect(service, TOKENS.token("nothing"), Map.of("operator", 403, "viewer", 403));
            assertThat(service.get("/api/me", TOKENS.token("viewer")).body())
                    .isEqualTo(
                            "{\"name\":\"ada\",\"roles\":[\"viewer\"],\"authentication\":\"token\"}");
        }
    }

    @Test
    void shouldRefuseTokensThatAreForgedExpiredOrForOthers() throws IOException {
        String good = TOKENS.token("viewer");
        List<String> roles = List.of("viewer");
        Map<String, String> wrong = new HashMap<>();
        wrong.put("alg=none", TOKENS.unsigned("viewer"));
        wrong.put("public key as secret", TOKENS.confused("viewer"));
        wrong.put("another key", new SignedTokens().token("viewer"));
        wrong.put(
                "expired",
                TOKENS.changed(of -> of.claim("roles", roles).expirationTime(inSeconds(-120))));
        wrong.put(
                "without an end",
                TOKENS.changed(of -> of.claim("roles", roles).expirationTime(null)));
        wrong.put(
                "not yet valid",
                TOKENS.changed(of -> of.claim("roles", roles).notBeforeTime(inSeconds(300))));
        wrong.put(
                "another audience",
                TOKENS.changed(of -> of.claim("roles", roles).audience("else")));
        wrong.put(
                "another issuer",
                TOKENS.changed(of -> of.claim("roles", roles).issuer("https://else.example.org")));
        wrong.put("changed", good.substring(0, good.length() - 6) + "AAAAAA");
        wrong.put("without signature", good.substring(0, good.lastIndexOf('.') + 1));
        wrong.put("no token at all", "x.y.z");
        try (ServiceUnderTest service = new ServiceUnderTest(tokens(Map.of()))) {
            wrong.forEach((what, token) ->
                    assertThat(service.status("/rule/viewer", token)).as(what).isEqualTo(401));
            assertThat(service.status("/rule/viewer", good)).isEqualTo(200);
        }
    }

    @Test
    void shouldTakeNoTokensWhereOnlyKeysAreSet() {
        String entry = entry("v", "viewer", ApiKey.generate());
        try (ServiceUnderTest service = new ServiceUnderTest(Map.of("strand.access.keys", entry))) {
            assertThat(service.status("/rule/viewer", TOKENS.unsigned("viewer"))).isEqualTo(401);
            assertThat(service.status("/rule/viewer", TOKENS.token("viewer"))).isEqualTo(401);
        }
    }

    @Test
    void shouldFindRolesAndNameInOtherClaims() throws IOException {
        Map<String, Object> settings =
                tokens(
                        Map.of(
                                "strand.access.jwt.roles-claim", "realm_access.roles",
                                "strand.access.jwt.name-claim", "email"));
        try (ServiceUnderTest service = new ServiceUnderTest(settings)) {
            String token = TOKENS.nested("realm_access", "roles", "viewer");
            expect(service, token, Map.of("viewer", 200, "operator", 403));
            String named = TOKENS.changed(of -> of.claim("email", "ada@example.org"));
            assertThat(service.get("/api/me", named).body()).contains("ada@example.org");
        }
    }

    @Test
    void shouldFetchTheKeysOfAnIssuerFromItsAddress() throws IOException {
        HttpServer issuer = TOKENS.served();
        Map<String, Object> settings =
                Map.of(
                        "strand.access.jwt.jwks-url",
                        "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys",
                        "strand.access.jwt.issuer",
                        SignedTokens.ISSUER,
                        "strand.access.jwt.audience",
                        SignedTokens.AUDIENCE);
        try (ServiceUnderTest service = new ServiceUnderTest(settings)) {
            expect(service, TOKENS.token("viewer"), Map.of("viewer", 200, "operator", 403));
            expect(service, TOKENS.unsigned("viewer"), Map.of("viewer", 401));
        } finally {
            issuer.stop(0);
        }
    }
}

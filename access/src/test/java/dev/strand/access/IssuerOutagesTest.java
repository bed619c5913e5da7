package dev.strand.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** What tokens are worth while nobody can ask their issuer for its keys. */
@Timeout(60)
class IssuerOutagesTest {
    private static final SignedTokens TOKENS = new SignedTokens();
    private static final String URL = "https://issuer.example.org/keys";
    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    private long now = Long.MAX_VALUE - 1_000;
    private Mono<String> answer = Mono.just(TOKENS.jwks());
    private final OutageTolerantKeys keys =
            new OutageTolerantKeys((provider, url) -> answer, TOLERANCE, () -> now);

    private Optional<String> load() {
        return Mono.from(keys.load(null, URL)).blockOptional();
    }

    @Test
    void shouldUseTheLastKeysUntilTheyAreTooOld() {
        assertThat(load()).hasValue(TOKENS.jwks());
        answer = Mono.empty();
        now += TOLERANCE.toNanos();
        assertThat(load()).as("not reached").hasValue(TOKENS.jwks());
        answer = Mono.error(new IllegalStateException("no route to the issuer"));
        assertThat(load()).as("failed").hasValue(TOKENS.jwks());
        answer = Mono.just("<html>it will be back soon</html>");
        assertThat(load()).as("no keys").hasValue(TOKENS.jwks());

        now++;
        assertThat(load()).as("too old").isEmpty();
        answer = Mono.error(new IllegalStateException("no route to the issuer"));
        assertThatThrownBy(this::load).hasMessage("no route to the issuer");
    }

    @Test
    void shouldFollowAnIssuerThatWithdrawsItsKeys() {
        assertThat(load()).hasValue(TOKENS.jwks());
        answer = Mono.just("{\"keys\":[]}");

        assertThat(load()).hasValue("{\"keys\":[]}");
        answer = Mono.empty();
        assertThat(load()).hasValue("{\"keys\":[]}");
    }

    @Test
    void shouldHaveNoKeysOfAnIssuerThatWasNeverReached() {
        answer = Mono.empty();

        assertThat(load()).isEmpty();
    }

    @Test
    void shouldLetTokensInWhileTheirIssuerIsDown() throws Exception {
        HttpServer issuer = TOKENS.served();
        CountDownLatch missed = new CountDownLatch(2);
        Map<String, Object> settings =
                new HashMap<>(
                        Map.of(
                                "strand.access.jwt.jwks-url",
                                "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys",
                                "strand.access.jwt.issuer",
                                SignedTokens.ISSUER,
                                "strand.access.jwt.audience",
                                SignedTokens.AUDIENCE,
                                "micronaut.security.token.jwt.signatures.jwks.issuer"
                                        + ".cache-expiration",
                                0));
        try (ServiceUnderTest service = new ServiceUnderTest(settings)) {
            String token = TOKENS.token("viewer");
            assertThat(service.status("/rule/viewer", token)).isEqualTo(200);
            issuer.removeContext("/keys");
            issuer.createContext(
                    "/keys",
                    exchange -> {
                        exchange.sendResponseHeaders(503, -1);
                        exchange.close();
                        missed.countDown();
                    });
            while (missed.getCount() > 0) {
                assertThat(service.status("/rule/viewer", token)).isEqualTo(200);
                missed.await(10, TimeUnit.MILLISECONDS);
            }
            assertThat(service.status("/rule/viewer", token)).isEqualTo(200);
        } finally {
            issuer.stop(0);
        }
    }
}

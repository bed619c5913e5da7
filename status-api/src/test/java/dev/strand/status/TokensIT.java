package dev.strand.status;

import static dev.strand.status.StatusUnderTest.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.testing.broker.EmbeddedBroker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of an issuer, at a service that runs: what they open, and what is made of bad ones. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TokensIT {
    @TempDir private static Path directory;

    private static EmbeddedBroker broker;
    private static TokenIssuer issuer;
    private static StatusUnderTest status;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        broker.createTopics(StatusUnderTest.TOPICS, StatusUnderTest.PARTITIONS);
        issuer = new TokenIssuer();
        status = new StatusUnderTest(broker, directory.resolve("state"), issuer.settings());
        status.awaitReady();
    }

    @AfterAll
    static void stop() {
        status.close();
        issuer.close();
        broker.close();
    }

    /** A task that is in the table. */
    private static String submitted(String what) {
        String task = what + "-" + UUID.randomUUID();
        RecordMetadata at = status.submit(task, task, "email");
        HttpResponse<String> shown =
                status.as(issuer.token("ada", "viewer"), "GET", at(at, task), null);
        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
        return "/api/tasks/" + task;
    }

    private static int cancelled(String task, String token) {
        return status.as(token, "POST", task + "/cancel", "{\"by\":\"somebody else\"}")
                .statusCode();
    }

    @Test
    void shouldAllowWhatTheRolesOfATokenSayAndRecordItsName() {
        String task = submitted("roles");

        assertThat(cancelled(task, issuer.token("olga", "operator"))).isEqualTo(202);
        assertThat(status.as(issuer.token("sam", "submitter"), "GET", task, null).statusCode())
                .isEqualTo(403);

        String reader = issuer.token("vera", "viewer");
        assertThat(status.statusAs(reader, "GET", "/api/events")).isEqualTo(200);
        assertThat(status.as(reader, "GET", "/api/me", null).body())
                .contains("\"vera\"")
                .contains("\"token\"");
        String target = task.substring("/api/".length());
        // Of one address only so many refusals a second are recorded.
        await().atMost(30, TimeUnit.SECONDS)
                .pollInterval(1, TimeUnit.SECONDS)
                .untilAsserted(() -> {
                    assertThat(cancelled(task, reader)).isEqualTo(403);
                    assertThat(recorded(target)).contains("vera 403", "olga 202");
                });
        assertThat(recorded(target)).noneMatch(entry -> entry.startsWith("somebody else"));
    }

    private static List<String> recorded(String target) {
        JsonNode audit =
                StatusUnderTest.json(
                        status.as(
                                issuer.token("vera", "viewer"),
                                "GET",
                                "/api/audit?limit=500",
                                null));
        return audit.path("entries")
                .valueStream()
                .filter(entry -> entry.path("target").asText().equals(target))
                .map(entry -> entry.path("by").asText() + " " + entry.path("status").asText())
                .toList();
    }

    @Test
    void shouldRefuseTokensThatAreNotTheIssuersOrNotForItOrNotForNow() {
        String task = submitted("forged");
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("alg none", issuer.unsigned());
        wrong.put("public key as secret", issuer.confused());
        wrong.put("signed by another key of the same id", issuer.forged());
        wrong.put("expired", issuer.token(of -> of.expirationTime(in(-120))));
        wrong.put("not yet valid", issuer.token(of -> of.notBeforeTime(in(300))));
        wrong.put("without end", issuer.token(of -> of.expirationTime(null)));
        wrong.put("another issuer", issuer.token(of -> of.issuer("https://else.example.org")));
        wrong.put("another audience", issuer.token(of -> of.audience("else")));
        wrong.put("no token", "x.y.z");

        wrong.forEach((what, token) -> {
            HttpResponse<String> read = status.as(token, "GET", task, null);
            assertThat(read.statusCode()).as(what).isEqualTo(401);
            assertThat(read.headers().firstValue("Content-Type"))
                    .as(what)
                    .hasValue("application/problem+json");
            assertThat(read.body()).as(what).doesNotContain("ada");
            assertThat(cancelled(task, token)).as(what).isEqualTo(401);
            assertThat(status.statusAs(token, "GET", "/api/events")).as(what).isEqualTo(401);
        });

        HttpResponse<String> shown = status.as(issuer.token("vera", "viewer"), "GET", task, null);
        assertThat(StatusUnderTest.json(shown).get("status").asText()).isEqualTo("QUEUED");
    }

    private static Date in(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    @Test
    void shouldFollowTheKeysOfTheIssuer() {
        String old = issuer.token("vera", "viewer");
        assertThat(reads(old)).isEqualTo(200);

        issuer.rotate("second");

        String next = issuer.token("vera", "viewer");
        await("the new key opens, the old one does not")
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> reads(next) == 200 && reads(old) == 401);

        issuer.down(true);
        try {
            await("nobody is let in, and nothing breaks, once the keys are too old")
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> reads(next) == 401);
        } finally {
            issuer.down(false);
        }
        await("all is well again").atMost(30, TimeUnit.SECONDS).until(() -> reads(next) == 200);
    }

    private static int reads(String token) {
        return status.as(token, "GET", "/api/tasks?limit=1", null).statusCode();
    }
}

package dev.strand.handlers.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.HandlerJson;
import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.handler.testkit.HandlerHarness;
import dev.strand.handler.testkit.HandlerRun;
import dev.strand.handler.testkit.TestTaskContext;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent, and what the answers mean, against a real server. */
class HttpHandlerTest {

    private final TestServer server = new TestServer();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private HandlerHarness harness(String... settings) {
        return TestEndpoints.harness(server.url(), settings);
    }

    private HandlerRun run(String payload, String... settings) throws InterruptedException {
        try (HandlerHarness harness = harness(settings)) {
            return harness.run(payload);
        }
    }

    @Test
    void shouldPostTheBodyAndSayWhatItBelongsTo() throws Exception {
        TestTaskContext context =
                new TestTaskContext()
                        .taskId("inv-42")
                        .groupId("Kundin Ä 100%")
                        .run(2)
                        .attempt(3, 5)
                        .header(
                                "traceparent",
                                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        try (HandlerHarness harness = harness()) {
            harness.run("{\"endpoint\": \"billing\", \"body\": {\"amount\": 10.50}}", context)
                    .completed();
        }

        assertThat(server.requests()).hasSize(1);
        TestServer.Request request = server.requests().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/work");
        assertThat(request.body()).isEqualTo("{\"amount\":10.50}");
        assertThat(request.header("Content-Type")).containsExactly("application/json");
        assertThat(request.header("Strand-Task-Id")).containsExactly("inv-42");
        assertThat(request.header("Strand-Group-Id")).containsExactly("Kundin%20%C3%84%20100%25");
        assertThat(request.header("Strand-Run")).containsExactly("2");
        assertThat(request.header("Strand-Attempt")).containsExactly("3");
        assertThat(request.header("Strand-Fencing-Token")).containsExactly("1.3");
        assertThat(request.header("Idempotency-Key")).containsExactly("inv-42-2");
        assertThat(request.header("traceparent"))
                .containsExactly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(request.header("Strand-Signature")).isEmpty();
        assertThat(request.header("Upgrade")).isEmpty();
    }

    @Test
    void shouldPostNullToTheOnlyEndpointIfThePayloadSaysNothing() throws Exception {
        run("{}").completed();

        assertThat(server.requests().getFirst().body()).isEqualTo("null");
    }

    @Test
    void shouldSendConfiguredHeadersAndASignatureThatTheReceiverCanVerify() throws Exception {
        run(
                        "{\"body\": [1, 2]}",
                        "headers.authorization",
                        "Bearer ${env:TOKEN}",
                        "headers.x-tenant",
                        "acme",
                        "signing-secret",
                        "${env:KEY}")
                .completed();

        TestServer.Request request = server.requests().getFirst();
        assertThat(request.header("Authorization")).containsExactly("Bearer t0ken-from-env");
        assertThat(request.header("X-Tenant")).containsExactly("acme");
        Matcher signature =
                Pattern.compile("t=(\\d+),v1=([0-9a-f]{64})")
                        .matcher(request.header("Strand-Signature").getFirst());
        assertThat(signature.matches()).isTrue();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("k3y-from-env".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = signature.group(1) + "." + request.body();
        assertThat(signature.group(2))
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "200 | application/json                | {\"n\": 1.50}  | {\"n\":1.50}",
                "201 | application/problem+json        | [1]            | [1]",
                "200 | application/json; charset=utf-8 | null           | null",
                "200 | text/plain                      | fine           |"
                        + " {\"status\":200,\"body\":\"fine\"}",
                "202 | text/plain                      | ''             |"
                        + " {\"status\":202,\"body\":\"\"}",
                "204 | application/json                | ''             |"
                        + " {\"status\":204,\"body\":\"\"}",
                "200 | application/json                | {broken        |"
                        + " {\"status\":200,\"body\":\"{broken\"}",
            })
    void shouldCompleteWithTheAnswer(int status, String contentType, String body, String expected)
            throws Exception {
        server.replies(TestServer.answer(status, contentType, body));

        JsonNode result = run("{}").completed();

        assertThat(result).isEqualTo(HandlerJson.mapper().readTree(expected));
    }

    @ParameterizedTest
    @CsvSource({"408", "429", "500", "502", "503", "504"})
    void shouldFailInTheOrdinaryWayIfItMayWorkAnotherTime(int status) throws Exception {
        server.replies(TestServer.answer(status, "text/plain", "not now"));

        assertThat(run("{}").failed())
                .isInstanceOf(EndpointFailureException.class)
                .hasMessage(
                        "endpoint 'billing' (%s) answered %d: not now",
                        server.url().replace("/work", ""), status);
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "404", "409", "410", "422"})
    void shouldFailForGoodIfItWillNeverWork(int status) throws Exception {
        server.replies(TestServer.answer(status, "text/plain", "no " + "x".repeat(5_000)));

        assertThat(run("{}").failedForGood().getMessage())
                .contains(" answered " + status + ": no xxx")
                .hasSizeBetween(2_000, 2_200);
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "307", "308"})
    void shouldNotFollowRedirects(int status) throws Exception {
        server.replies(
                TestServer.answer(
                        status, "text/plain", "", "Location", server.url() + "/elsewhere"));

        assertThat(run("{}").failedForGood()).hasMessageContaining("redirects are not followed");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void shouldRefuseAResultThatIsTooLarge() throws Exception {
        server.replies(TestServer.answer(200, "text/plain", "x".repeat(256 * 1024 + 1)));

        assertThat(run("{}").failedForGood())
                .hasMessageContaining(
                        "answered 200, and its body must have at most 262144 bytes, got: more");
    }

    @Test
    void shouldTakeAResultOfTheLargestSize() throws Exception {
        String largest = "\"" + "x".repeat(256 * 1024 - 2) + "\"";
        server.replies(TestServer.answer(200, "application/json", largest));

        assertThat(run("{}").completed().toString()).isEqualTo(largest);
    }

    @Test
    void shouldGoOnWithAFreshConnectionAfterHangingUp() throws Exception {
        try (HandlerHarness harness = harness()) {
            server.replies(TestServer.answer(200, "text/plain", "x".repeat(5_000_000)));
            harness.run("{}").failedForGood();
            server.replies(TestServer.answer(200, "text/plain", "ok"));
            harness.run("{}").completed();
        }
    }

    @Test
    void shouldMaskSecretsThatTheAnswerQuotes() throws Exception {
        String[] settings = {
            "headers.authorization", "Bearer ${env:TOKEN}", "signing-secret", "${env:KEY}"
        };
        server.replies(
                TestServer.answer(401, "text/plain", "bad token t0ken-from-env, key k3y-from-env"));
        HandlerRun refused = run("{}", settings);
        server.replies(
                TestServer.answer(
                        200, "application/json", "{\"you sent\": \"Bearer t0ken-from-env\"}"));
        HandlerRun accepted = run("{}", settings);

        assertThat(refused.failedForGood())
                .hasMessageEndingWith("answered 401: bad token ***, key ***");
        assertThat(accepted.completed()).hasToString("{\"you sent\":\"Bearer ***\"}");
    }

    @Test
    void shouldMaskASecretAcrossTheCut() throws Exception {
        server.replies(
                TestServer.answer(
                        400,
                        "text/plain",
                        "x".repeat(2_045) + "t0ken-from-env" + "y".repeat(9_999)));

        assertThat(
                        run("{}", "headers.authorization", "Bearer ${env:TOKEN}")
                                .failedForGood()
                                .getMessage())
                .endsWith("x***");
    }

    @Test
    void shouldBeFoundAsAService() {
        try (HandlerRegistry registry =
                new HandlerDiscovery()
                        .services(getClass().getClassLoader())
                        .settings(Map.of("http.allow-list", "https://example.org/"))
                        .build()) {
            assertThat(registry.find("http").orElseThrow().handlerClass())
                    .isEqualTo(HttpHandler.class);
        }
    }
}

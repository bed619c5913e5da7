package dev.strand.handlers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.handler.testkit.HandlerHarness;
import dev.strand.handler.testkit.HandlerRun;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRetryAfterTest {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private HandlerRun answered(int status, String retryAfter) throws InterruptedException {
        HttpHandler handler =
                new HttpHandler(
                        InstantSource.fixed(now), host -> List.of(InetAddress.getAllByName(host)));
        try (TestServer server = new TestServer();
                HandlerHarness harness = TestEndpoints.harness(handler, server.url())) {
            server.replies(
                    TestServer.answer(status, "text/plain", "busy", "Retry-After", retryAfter));
            return harness.run("{}");
        }
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    void shouldWaitAsLongAsAsked(int status) throws Exception {
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        now.plusSeconds(90).atOffset(ZoneOffset.UTC));

        assertThat(answered(status, "7").retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(answered(status, date).retryAfter()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void shouldFailInTheOrdinaryWayIfTheHeaderMakesNoSense() throws Exception {
        assertThat(answered(503, "soon").failed()).hasMessageContaining("answered 503: busy");
    }

    @Test
    void shouldIgnoreTheHeaderWithOtherStatuses() throws Exception {
        assertThat(answered(500, "7").failed()).isInstanceOf(EndpointFailureException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "120 | PT2M",
                "999999999999999999 | PT24H",
                "Sun, 06 Nov 1994 08:49:37 GMT | PT0S",
                "Fri, 31 Dec 9999 23:59:59 GMT | PT24H",
            })
    void shouldKeepTheDelayBetweenZeroAndADay(String text, Duration expected) {
        assertThat(RetryAfter.parse(text, now)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"-1", "1.5", "''", "9999999999999999999", "2026-12-01T08:00:00Z"})
    void shouldTakeNothingElse(String text) {
        assertThat(RetryAfter.parse(text, now)).isEmpty();
    }
}

package dev.strand.handlers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.handler.testkit.HandlerHarness;
import dev.strand.handler.testkit.HandlerInFlight;
import dev.strand.handler.testkit.HandlerRun;
import dev.strand.handler.testkit.TestTaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Exchanges that are given up, against a bare socket that sees whether the connection was closed.
 */
@Timeout(60)
class HttpAbortTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    /**
     * Accepts one connection, sends the beginning of an answer, and then reads until the client
     * hangs up.
     */
    private static final class SilentServer implements AutoCloseable {

        private final ServerSocket socket;
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CompletableFuture<Boolean> hungUp = new CompletableFuture<>();

        SilentServer(String beginning) throws IOException {
            socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> serve(beginning));
        }

        private void serve(String beginning) {
            try (Socket connection = socket.accept();
                    InputStream request = connection.getInputStream()) {
                request.read(new byte[64 * 1024]);
                connection.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
                asked.countDown();
                request.transferTo(java.io.OutputStream.nullOutputStream());
                hungUp.complete(true);
            } catch (IOException e) {
                hungUp.complete(true); // a reset is as good as an orderly end
            }
        }

        String url() {
            return "http://localhost:" + socket.getLocalPort() + "/";
        }

        void awaitRequest() throws InterruptedException {
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        }

        void assertHungUp() {
            assertThat(hungUp).succeedsWithin(SOON);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void shouldAbortTheExchangeAtOnceWhenInterrupted() throws Exception {
        try (SilentServer server = new SilentServer("");
                HandlerHarness harness = TestEndpoints.harness(server.url())) {
            HandlerInFlight inFlight = harness.start("{}", new TestTaskContext());
            server.awaitRequest();

            HandlerRun run = inFlight.cancel().await(SOON);

            assertThat(run.failed()).isInstanceOf(InterruptedException.class);
            server.assertHungUp();
        }
    }

    @Test
    void shouldAbortWhileTheBodyArrives() throws Exception {
        try (SilentServer server =
                        new SilentServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
                HandlerHarness harness = TestEndpoints.harness(server.url())) {
            HandlerInFlight inFlight = harness.start("{}", new TestTaskContext());
            server.awaitRequest();

            HandlerRun run = inFlight.cancel().await(SOON);

            assertThat(run.failed()).isInstanceOf(InterruptedException.class);
            server.assertHungUp();
        }
    }

    @Test
    void shouldFailInTheOrdinaryWayIfNoAnswerComesInTime() throws Exception {
        try (SilentServer server = new SilentServer("");
                HandlerHarness harness = TestEndpoints.harness(server.url(), "timeout", "PT0.2S")) {
            HandlerRun run = harness.run("{}");

            assertThat(run.failed())
                    .isInstanceOf(EndpointFailureException.class)
                    .hasMessageContaining("must answer within PT0.2S, got: nothing so far");
            server.assertHungUp();
        }
    }

    @Test
    void shouldCountTheBodyTowardsTheTimeout() throws Exception {
        try (SilentServer server =
                        new SilentServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
                HandlerHarness harness = TestEndpoints.harness(server.url(), "timeout", "PT0.2S")) {
            HandlerRun run = harness.run("{}");

            assertThat(run.failed()).isInstanceOf(EndpointFailureException.class);
            server.assertHungUp();
        }
    }

    @Test
    void shouldGiveUpAtTheDeadlineOfTheAttempt() throws Exception {
        try (SilentServer server = new SilentServer("");
                HandlerHarness harness = TestEndpoints.harness(server.url(), "timeout", "PT1H")) {
            HandlerRun run =
                    harness.run(
                            "{}", new TestTaskContext().deadline(Instant.now().plusMillis(300)));

            assertThat(run.failed())
                    .isInstanceOfAny(EndpointFailureException.class, InterruptedException.class);
            server.assertHungUp();
        }
    }

    @Test
    void shouldFailInTheOrdinaryWayIfTheConnectionBreaks() throws Exception {
        try (TestServer server = new TestServer();
                HandlerHarness harness = TestEndpoints.harness(server.url())) {
            server.replies(com.sun.net.httpserver.HttpExchange::close);

            assertThat(harness.run("{}").failed())
                    .isInstanceOf(EndpointFailureException.class)
                    .hasMessageContaining("could not be reached");
        }
    }

    @Test
    void shouldFailInTheOrdinaryWayIfNobodyListens() throws Exception {
        TestServer server = new TestServer();
        server.close();
        try (HandlerHarness harness = TestEndpoints.harness(server.url())) {
            assertThat(harness.run("{}").failed())
                    .isInstanceOf(EndpointFailureException.class)
                    .hasMessageContaining("could not be reached: ConnectException");
        }
    }
}

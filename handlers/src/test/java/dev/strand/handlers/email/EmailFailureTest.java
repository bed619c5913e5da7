package dev.strand.handlers.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.handler.testkit.HandlerHarness;
import dev.strand.handler.testkit.HandlerInFlight;
import dev.strand.handler.testkit.HandlerRun;
import dev.strand.handler.testkit.TestTaskContext;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answers of a mail server, and no answer at all, mean for the task. */
class EmailFailureTest {

    private static final String PAYLOAD =
            "{\"to\": [\"a@example.org\", \"b@example.org\"], \"text\": \"the body\"}";

    private static HandlerRun run(Function<String, @Nullable String> script) throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(script);
                HandlerHarness harness = TestMailServer.harness(server.port())) {
            return harness.run(PAYLOAD);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL | 550 5.7.1 not from you | refused the sender, and nothing was sent: 550"
                        + " 5.7.1",
                "RCPT TO:<b@ | 550 5.1.1 no such user | refused recipient b@example.org, and"
                        + " nothing was sent: 550",
                "RCPT | 553 bad name | refused recipient a@example.org",
                "DATA | 554 no | refused the message",
                ". | 552 5.3.4 too big | refused the message, and nothing was sent: 552 5.3.4 too"
                        + " big",
            })
    void shouldFailForGoodIfTheServerRefusesForGood(String command, String answer, String message)
            throws Exception {
        HandlerRun run = run(line -> line.startsWith(command) ? answer : null);

        assertThat(run.failedForGood()).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EHLO | 421 busy",
                "MAIL | 451 later",
                "MAIL | 530 log in first",
                "RCPT | 450 4.2.0 greylisted",
                "RCPT TO:<b@ | 452 too many",
                "DATA | 451 later",
                ". | 451 later",
                ". | ''",
                "RCPT | ''",
            })
    void shouldBeRetriedIfTheServerRefusesForNowOrHangsUp(String command, String answer)
            throws Exception {
        HandlerRun run =
                run(line ->
                        line.startsWith(command)
                                        || (command.equals("EHLO") && line.startsWith("HELO"))
                                ? answer
                                : null);

        assertThat(run.failed())
                .isInstanceOf(MailFailureException.class)
                .hasMessageStartingWith("mail server 127.0.0.1:");
    }

    @Test
    void shouldSendToNobodyIfOneRecipientIsRefused() throws Exception {
        try (ScriptedSmtpServer server =
                        new ScriptedSmtpServer(line ->
                                line.startsWith("RCPT TO:<b@") ? "550 no such user" : null);
                HandlerHarness harness = TestMailServer.harness(server.port())) {
            harness.run(PAYLOAD).failedForGood();

            assertThat(server.commands()).doesNotContain("DATA");
        }
    }

    @Test
    void shouldGetThroughGreylistingAtTheNextAttempt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ScriptedSmtpServer server =
                        new ScriptedSmtpServer(line ->
                                line.startsWith("RCPT") && asked.incrementAndGet() <= 2
                                        ? "450 4.2.0 greylisted"
                                        : null);
                HandlerHarness harness = TestMailServer.harness(server.port())) {
            harness.run(PAYLOAD).failed();
            harness.run(PAYLOAD, new TestTaskContext().attempt(2, 5)).completed();
        }
    }

    @Test
    void shouldBeRetriedIfTheServerIsDown() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        try (HandlerHarness harness = TestMailServer.harness(port)) {
            assertThat(harness.run(PAYLOAD).failed())
                    .isInstanceOf(MailFailureException.class)
                    .hasMessageContaining("did not take the message: ConnectException");
        }
    }

    @Test
    void shouldBeRetriedIfTheServerDoesNotAnswerInTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(line -> stuck(line, end));
                HandlerHarness harness =
                        TestMailServer.harness(server.port(), "timeout", "PT0.3S")) {
            assertThat(harness.run(PAYLOAD).failed())
                    .isInstanceOf(MailFailureException.class)
                    .hasMessageContaining("SocketTimeoutException");
        } finally {
            end.countDown();
        }
    }

    @Test
    void shouldEndAtOnceWhenInterrupted() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedSmtpServer server =
                        new ScriptedSmtpServer(line -> {
                            if (line.startsWith("MAIL")) {
                                reached.countDown();
                            }
                            return stuck(line, end);
                        });
                HandlerHarness harness = TestMailServer.harness(server.port())) {
            HandlerInFlight inFlight = harness.start(PAYLOAD, new TestTaskContext());
            assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(inFlight.interrupt().await(Duration.ofSeconds(20)).failed())
                    .isInstanceOf(InterruptedException.class);
        } finally {
            end.countDown();
        }
    }

    @Test
    void shouldNotGoOnInClearTextIfTlsIsAskedFor() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer(_ -> null);
                HandlerHarness harness = TestMailServer.harness(server.port(), "tls", "starttls")) {
            assertThat(harness.run(PAYLOAD).failed()).hasMessageContaining("STARTTLS is required");
            assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    private static @Nullable String stuck(String line, CountDownLatch end) {
        if (line.startsWith("MAIL")) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return null;
    }
}

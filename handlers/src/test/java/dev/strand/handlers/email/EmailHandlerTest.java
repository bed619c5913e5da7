package dev.strand.handlers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strand.handler.HandlerSetupException;
import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.handler.testkit.HandlerHarness;
import dev.strand.handler.testkit.HandlerRun;
import dev.strand.handler.testkit.TestTaskContext;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent, and what payloads are refused, against a real SMTP server. */
class EmailHandlerTest {

    private final TestMailServer server = new TestMailServer();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private HandlerRun run(String payload, String... settings) throws InterruptedException {
        try (HandlerHarness harness = server.harness(settings)) {
            return harness.run(payload);
        }
    }

    @Test
    void shouldSendAMessageWithAllOfItsParts() throws Exception {
        String payload =
                """
                {"to": ["Ada Lövelace <ada@example.org>", "bob@example.org"], "cc": ["cc@example.org"],
                 "bcc": ["hidden@example.org"], "replyTo": ["desk@example.org"], "from": "shop@example.com",
                 "subject": "Grüße", "text": "Hallo Ä", "html": "<b>Hallo Ä</b>",
                 "attachments": [{"filename": "Rechnung ä.txt", "contentType": "text/plain", "content": "%s"}],
                 "headers": {"List-Id": "<orders.example.org>"}}
                """
                        .formatted(
                                Base64.getEncoder()
                                        .encodeToString("four".getBytes(StandardCharsets.UTF_8)));

        EmailResult result =
                run(payload, "allowed-from", "@example.com", "allowed-headers", "List-Id")
                        .completedWith(EmailResult.class);

        assertThat(result.recipients()).isEqualTo(4);
        assertThat(server.received()).hasSize(4);
        MimeMessage message = server.received().getFirst();
        assertThat(message.getSubject()).isEqualTo("Grüße");
        assertThat(message.getMessageID()).isEqualTo(result.messageId());
        assertThat(message.getFrom()[0]).hasToString("shop@example.com");
        assertThat(message.getRecipients(Message.RecipientType.TO)).hasSize(2);
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getHeader("Reply-To")).containsExactly("desk@example.org");
        assertThat(message.getHeader("List-Id")).containsExactly("<orders.example.org>");
        assertThat(message.getSentDate()).isNotNull();
        MimeMultipart mixed = (MimeMultipart) message.getContent();
        MimeMultipart bodies = (MimeMultipart) mixed.getBodyPart(0).getContent();
        assertThat(String.valueOf(bodies.getBodyPart(0).getContent())).isEqualTo("Hallo Ä");
        assertThat(bodies.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(mixed.getBodyPart(1).getInputStream().readAllBytes()).hasSize(4);
        assertThat(jakarta.mail.internet.MimeUtility.decodeText(mixed.getBodyPart(1).getFileName()))
                .isEqualTo("Rechnung ä.txt");
    }

    @Test
    void shouldUseTheSameMessageIdForAllAttemptsOfARunAndAnotherOneForTheNext() throws Exception {
        String payload = "{\"to\": [\"ada@example.org\"], \"text\": \"hello\"}";
        try (HandlerHarness harness = server.harness()) {
            harness.run(payload, new TestTaskContext().attempt(1, 5)).completed();
            harness.run(payload, new TestTaskContext().attempt(2, 5)).completed();
            harness.run(payload, new TestTaskContext().run(2)).completed();
            harness.run(payload, new TestTaskContext().groupId("other")).completed();
        }

        List<String> ids = server.received().stream().map(EmailHandlerTest::messageId).toList();
        assertThat(ids.get(0)).matches("<[0-9a-f]{40}\\.1@example\\.org>").isEqualTo(ids.get(1));
        assertThat(ids.get(2)).isEqualTo(ids.get(0).replace(".1@", ".2@"));
        assertThat(ids.get(3)).isNotEqualTo(ids.get(0));
    }

    private static String messageId(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'text':'x'}                                                | must have 1 to 100"
                        + " addresses together, got: 0",
                "{'to':['nobody'],'text':'x'}                                | /to/0 must be one"
                        + " address",
                "{'to':['a@b.org','a@b.org, c@d.org'],'text':'x'}            | /to/1 must be one"
                        + " address",
                "{'to':['a@b.org\\r\\nBcc: c@d.org'],'text':'x'}             | /to/0 must be one"
                        + " address",
                "{'to':['X\\r\\nBcc: c@d.org <a@b.org>'],'text':'x'}         | /to/0 must be one"
                        + " address",
                "{'to':['a@b.org'],'subject':'x\\r\\nBcc: c@d.org','text':'x'} | /subject must be"
                        + " one line",
                "{'to':['a@b.org'],'subject':'x\\u2028y','text':'x'}         | /subject must be one"
                        + " line",
                "{'to':['a@b.org'],'text':'x','headers':{'X-A':'y\\nBcc: c@d.org'}} | /headers/X-A"
                        + " must be one line",
                "{'to':['a@b.org'],'text':'x','headers':{'X-A\\nBcc':'y'}}    | /headers may have"
                        + " the headers of",
                "{'to':['a@b.org'],'text':'x','headers':{'Bcc':'c@d.org'}}   | /headers may have"
                        + " the headers of",
                "{'to':['a@b.org'],'text':'x','replyTo':['x y']}             | /replyTo/0 must be"
                        + " one address",
                "{'to':['a@b.org'],'text':'x','from':'ceo@example.com'}      | /from must be"
                        + " allowed by",
                "{'to':['a@b.org']}                                          | /text or /html must"
                        + " be given",
                "{'to':['a@b.org'],'text':'x','attachments':[{'filename':'a\\nb','content':''}]} |"
                        + " /attachments/0/filename must be one line",
                "{'to':['a@b.org'],'text':'x','attachments':[{'filename':'a','content':'#'}]} |"
                        + " /attachments/0/content must be base64",
                "{'to':['a@b.org'],'text':'x','attachments':[{'filename':'a','contentType':'x','content':''}]}"
                    + " | /attachments/0/contentType must be a media type",
                "{'to':['a@b.org'],'text':'x','attachments':[{'filename':'a','content':'eHh4eHh4eHg='}]}"
                    + " | at most 5 bytes together",
            })
    void shouldRefuseAPayload(String payload, String message) throws Exception {
        assertThat(
                        run(
                                        payload.replace('\'', '"'),
                                        "allowed-headers",
                                        "X-A",
                                        "max-attachment-bytes",
                                        "5")
                                .failedForGood())
                .hasMessageStartingWith("payload of task type 'email' was refused: ")
                .hasMessageContaining(message);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void shouldLogInWithASecretByReference() throws Exception {
        server.greenMail().setUser("strand@example.org", "strand", "s3cret-of-mail");
        server.greenMail().getUserManager().setAuthRequired(true);
        String payload = "{\"to\": [\"ada@example.org\"], \"text\": \"hello\"}";

        run(payload, "username", "strand", "password", "${env:PASSWORD}").completed();
        HandlerRun refused = run(payload, "username", "strand", "password", "${env:WRONG}");

        assertThat(server.received()).hasSize(1);
        assertThat(refused.failed())
                .isInstanceOf(MailFailureException.class)
                .hasMessageStartingWith("mail server 127.0.0.1:")
                .hasStackTraceContaining("AuthenticationFailedException");
        assertThat(stackOf(refused.failed())).doesNotContain("wr0ng-one", "hello");
    }

    private static String stackOf(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @Test
    void shouldKeepAConnectionForTheNextMessage() throws Exception {
        String payload = "{\"to\": [\"ada@example.org\"], \"text\": \"hello\"}";
        try (ScriptedSmtpServer counting = new ScriptedSmtpServer(_ -> null);
                HandlerHarness harness = TestMailServer.harness(counting.port())) {
            harness.run(payload).completed();
            harness.run(payload).completed();

            assertThat(counting.commands().stream().filter("CONNECT"::equals)).hasSize(1);
        }
    }

    @Test
    void shouldTellAllWrongSettingsAtTheStart() {
        assertThatThrownBy(() ->
                        server.harness(
                                "tls", "ssl",
                                "port", "0",
                                "from", "nobody",
                                "password", "plain-text",
                                "allowed-headers", "Bcc",
                                "trusted-certificates", "/no/such/file.pem"))
                .isInstanceOf(HandlerSetupException.class)
                .hasMessageContaining("email.tls must be starttls, implicit or none, got: ssl")
                .hasMessageContaining("email.port must be a whole number")
                .hasMessageContaining("email.from must be one address")
                .hasMessageContaining("email.password must refer to the secret by")
                .hasMessageContaining("email.allowed-headers must be names of headers")
                .hasMessageContaining("email.trusted-certificates must be a readable PEM file")
                .satisfies(
                        failure -> assertThat(failure.getMessage()).doesNotContain("plain-text"));
    }

    @Test
    void shouldNotBeConfiguredWithoutAServer() {
        try (HandlerRegistry registry =
                new HandlerDiscovery().register(new EmailHandler()).build()) {
            assertThat(registry.find("email")).isEmpty();
            assertThat(registry.unconfigured())
                    .containsExactly(
                            Map.entry("email", "set strand.handlers.email.host and .from"));
        }
    }
}

package dev.strand.handlers.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.handler.testkit.HandlerHarness;
import dev.strand.handlers.email.TlsMailServer.Identity;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages over TLS, to a real server with a certificate that is trusted, or is not. */
@Timeout(120)
class EmailTlsTest {

    private static final String PAYLOAD =
            "{\"to\": [\"ada@example.org\"], \"subject\": \"over TLS\", \"text\": \"hello\"}";

    @TempDir private static Path directory;

    private static Identity identity;
    private static Identity other;

    @BeforeAll
    static void makeIdentities() throws Exception {
        identity = Identity.make(directory, "mail");
        other = Identity.make(directory, "other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "implicit"})
    void shouldSendOverTlsToAServerWithATrustedCertificate(String tls) throws Exception {
        try (TlsMailServer server = new TlsMailServer(tls, identity);
                HandlerHarness harness = harness(server, tls, "localhost", identity)) {
            EmailResult result = harness.run(PAYLOAD).completedWith(EmailResult.class);

            assertThat(result.recipients()).isEqualTo(1);
            assertThat(server.received())
                    .singleElement()
                    .asString()
                    .startsWith("ada@example.org")
                    .contains("Subject: over TLS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "implicit"})
    void shouldSayThatTheCertificateIsNotTrusted(String tls) throws Exception {
        try (TlsMailServer server = new TlsMailServer(tls, identity);
                HandlerHarness harness = harness(server, tls, "localhost", other)) {
            assertThat(harness.run(PAYLOAD).failed())
                    .isInstanceOf(MailFailureException.class)
                    .hasMessageContaining(
                            "must have a certificate for the name localhost that is trusted by the"
                                + " JVM or by strand.handlers.email.trusted-certificates, got: ");
            assertThat(server.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "implicit"})
    void shouldSayThatTheCertificateIsForAnotherName(String tls) throws Exception {
        try (TlsMailServer server = new TlsMailServer(tls, identity);
                HandlerHarness harness = harness(server, tls, "127.0.0.1", identity)) {
            assertThat(harness.run(PAYLOAD).failed())
                    .isInstanceOf(MailFailureException.class)
                    .hasMessageContaining("must have a certificate for the name 127.0.0.1");
            assertThat(server.received()).isEmpty();
        }
    }

    /** A handler that connects to a host and trusts one certificate. */
    private static HandlerHarness harness(
            TlsMailServer server, String tls, String host, Identity trusted) {
        return server.harness(
                "tls", tls, "host", host, "trusted-certificates", trusted.certificate().toString());
    }
}

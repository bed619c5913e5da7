package dev.strand.handlers.email;

import dev.strand.handler.Secret;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A mail server and how to talk to it. Safe to log.
 *
 * @param host its name, which its certificate must have
 * @param port where it listens
 * @param tls how the connection is protected
 * @param username for it, if it wants to know
 * @param password for it
 * @param trusted what makes TLS connections if other certificates are trusted than the JVM's
 * @param connectTimeout for a connection
 * @param timeout for each answer
 * @param maxConnections at the same time
 */
record SmtpServer(
        String host,
        int port,
        Tls tls,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable SSLSocketFactory trusted,
        Duration connectTimeout,
        Duration timeout,
        int maxConnections) {

    /** How a connection is protected. */
    enum Tls {
        /** It begins in clear text, and goes on only if the server offers TLS. */
        STARTTLS(587),
        /** TLS from the first byte. */
        IMPLICIT(465),
        /** Not at all: for servers on the same machine or network. */
        NONE(25);

        private final int defaultPort;

        Tls(int defaultPort) {
            this.defaultPort = defaultPort;
        }

        int defaultPort() {
            return defaultPort;
        }
    }

    /** The mail library's session for this server. All recipients are accepted, or nobody is. */
    Session session() {
        Properties all = new Properties();
        all.setProperty("mail.transport.protocol", "smtp");
        all.setProperty("mail.smtp.host", host);
        all.setProperty("mail.smtp.port", Integer.toString(port));
        all.setProperty("mail.smtp.auth", Boolean.toString(username != null));
        all.setProperty("mail.smtp.sendpartial", "false");
        all.setProperty("mail.smtp.quitwait", "false");
        all.setProperty("mail.smtp.localhost", "strand");
        all.setProperty("mail.smtp.connectiontimeout", Long.toString(connectTimeout.toMillis()));
        all.setProperty("mail.smtp.timeout", Long.toString(timeout.toMillis()));
        all.setProperty("mail.smtp.writetimeout", Long.toString(timeout.toMillis()));
        all.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls == Tls.IMPLICIT));
        all.setProperty("mail.smtp.starttls.enable", Boolean.toString(tls == Tls.STARTTLS));
        all.setProperty("mail.smtp.starttls.required", Boolean.toString(tls == Tls.STARTTLS));
        all.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        all.setProperty("mail.mime.encodefilename", "true");
        all.setProperty("mail.mime.charset", "UTF-8");
        if (trusted != null) {
            all.put("mail.smtp.ssl.socketFactory", trusted);
        }
        return Session.getInstance(all);
    }

    /** For example {@code mail server mail.example.org:587}. */
    @Override
    public String toString() {
        return "mail server " + host + ":" + port;
    }
}

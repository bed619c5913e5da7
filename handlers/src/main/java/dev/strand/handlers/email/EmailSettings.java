package dev.strand.handlers.email;

import dev.strand.handler.HandlerConfig;
import dev.strand.handler.Secret;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The settings below {@code strand.handlers.email}.
 *
 * @param server where messages are handed over
 * @param from the sender where a payload names none
 * @param allowedFrom senders that a payload may name: addresses, or {@code @domain}
 * @param allowedHeaders names of headers that a payload may set
 * @param maxRecipients of a message
 * @param maxAttachmentBytes of all attachments of a message
 */
record EmailSettings(
        SmtpServer server,
        InternetAddress from,
        List<String> allowedFrom,
        Set<String> allowedHeaders,
        int maxRecipients,
        int maxAttachmentBytes) {

    private static final int MOST_RECIPIENTS = 1_000;
    private static final int DEFAULT_MAX_ATTACHMENT_BYTES = 10_000_000;
    private static final int MOST_ATTACHMENT_BYTES = 100_000_000;
    private static final int MAX_PORT = 65_535;
    private static final int MOST_CONNECTIONS = 1_000;
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,76}");

    /** Headers that decide whom a message goes to, who it is from, or how it is read. */
    private static final Pattern OWN_HEADER =
            Pattern.compile(
                    "(?i)to|cc|bcc|from|sender|reply-to|subject|date|message-id|return-path|received"
                        + "|mime-version|content-.*|dkim-.*|resent-.*");

    /** All settings; empty, and noted, if there is no server. */
    static Optional<EmailSettings> read(HandlerConfig config) {
        Optional<String> host = config.text("host");
        Optional<InternetAddress> from = from(config, host.isPresent());
        EmailSettings settings =
                new EmailSettings(
                        server(config, host.orElse("")),
                        from.orElseGet(InternetAddress::new),
                        config.list("allowed-from").stream()
                                .map(entry -> entry.toLowerCase(Locale.ROOT))
                                .toList(),
                        headers(config),
                        config.number("max-recipients", 100, 1, MOST_RECIPIENTS),
                        config.number(
                                "max-attachment-bytes",
                                DEFAULT_MAX_ATTACHMENT_BYTES,
                                0,
                                MOST_ATTACHMENT_BYTES));
        if (host.isEmpty()) {
            config.notConfigured("set " + config.fullName("host") + " and .from");
        }
        config.verify();
        return host.isEmpty() ? Optional.empty() : Optional.of(settings);
    }

    private static SmtpServer server(HandlerConfig config, String host) {
        SmtpServer.Tls tls = tls(config);
        Optional<String> username = config.text("username");
        Optional<Secret> password = config.secret("password");
        if (username.isPresent() != password.isPresent()) {
            config.reject(
                    "username",
                    "and password must be set both or neither",
                    username.isPresent() ? "no password" : "no username");
        }
        return new SmtpServer(
                host,
                config.number("port", tls.defaultPort(), 1, MAX_PORT),
                tls,
                username.orElse(null),
                password.orElse(null),
                TrustedCertificates.read(config, "trusted-certificates").orElse(null),
                config.duration("connect-timeout", Duration.ofSeconds(10)),
                config.duration("timeout", Duration.ofSeconds(30)),
                config.number("max-connections", 4, 1, MOST_CONNECTIONS));
    }

    private static SmtpServer.Tls tls(HandlerConfig config) {
        String text = config.text("tls").orElse("starttls");
        return switch (text) {
            case "starttls" -> SmtpServer.Tls.STARTTLS;
            case "implicit" -> SmtpServer.Tls.IMPLICIT;
            case "none" -> SmtpServer.Tls.NONE;
            default -> {
                config.reject("tls", "must be starttls, implicit or none", text);
                yield SmtpServer.Tls.STARTTLS;
            }
        };
    }

    private static Optional<InternetAddress> from(HandlerConfig config, boolean isNeeded) {
        Optional<String> text = config.text("from");
        Optional<InternetAddress> address = text.flatMap(Addresses::parse);
        if (address.isEmpty() && (isNeeded || text.isPresent())) {
            config.reject("from", "must be " + Addresses.RULE, text.orElse("nothing"));
        }
        return address;
    }

    private static Set<String> headers(HandlerConfig config) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : config.list("allowed-headers")) {
            if (HEADER.matcher(name).matches() && !OWN_HEADER.matcher(name).matches()) {
                names.add(name);
            } else {
                config.reject(
                        "allowed-headers",
                        "must be names of headers that do not say who a message is from, whom it"
                                + " goes to, or how it is read",
                        name);
            }
        }
        return names;
    }
}

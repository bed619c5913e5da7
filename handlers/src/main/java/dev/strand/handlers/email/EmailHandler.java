package dev.strand.handlers.email;

import dev.strand.handler.ConfigurableHandler;
import dev.strand.handler.HandlerConfig;
import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.TaskContext;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message by SMTP, to all of its recipients or to nobody.
 *
 * <p>The task is completed when the mail server has accepted the message. What the server refuses
 * for good (5xx), and what is wrong with the payload, has failed for good; what it refuses for now
 * (4xx, greylisting), a server that cannot be reached or logged in to, and a broken connection are
 * retried by the policy. A connection that breaks after the message was sent leaves open whether it
 * was accepted: the next attempt sends it again, with the same {@code Message-ID}.
 *
 * <p>Settings, below {@code strand.handlers.email}: {@code host} (without it the type is not
 * configured), {@code from}, {@code port}, {@code tls} ({@code starttls}, {@code implicit}, {@code
 * none}), {@code username}, {@code password} (a reference), {@code trusted-certificates}, {@code
 * connect-timeout} (PT10S), {@code timeout} (PT30S), {@code max-connections} (4), {@code
 * allowed-from}, {@code allowed-headers}, {@code max-recipients} (100), {@code
 * max-attachment-bytes} (10,000,000).
 */
@TaskType("email")
public final class EmailHandler
        implements TaskHandler<EmailPayload, EmailResult>, ConfigurableHandler, AutoCloseable {

    private volatile @Nullable Mailer mailer;

    @Override
    public void configure(HandlerConfig config) {
        mailer = EmailSettings.read(config).map(Mailer::of).orElse(null);
    }

    /**
     * Sends the message.
     *
     * @throws PermanentFailureException if it will never be accepted
     * @throws MailFailureException if it was not accepted this time
     * @throws InterruptedException if the thread is interrupted; the connection is given up at once
     */
    @Override
    public EmailResult handle(EmailPayload payload, TaskContext context) throws Exception {
        Mailer current = mailer;
        if (current == null) {
            throw new IllegalStateException(
                    "email is not configured: set strand.handlers.email.host");
        }
        return current.send(payload, context);
    }

    @Override
    public void close() {
        Mailer current = mailer;
        if (current != null) {
            current.connections().close();
        }
    }

    private record Mailer(EmailSettings settings, SmtpConnections connections) {

        static Mailer of(EmailSettings settings) {
            return new Mailer(settings, new SmtpConnections(settings.server()));
        }

        EmailResult send(EmailPayload payload, TaskContext context) throws Exception {
            MimeMessage message;
            try {
                message = MailMessage.of(payload, settings, connections.session(), context);
            } catch (MessagingException e) {
                throw new PermanentFailureException(
                        "payload of task type 'email' cannot be made a message: " + e.getMessage(),
                        e);
            }
            try {
                connections.send(message);
                return new EmailResult(message.getMessageID(), message.getAllRecipients().length);
            } catch (MessagingException e) {
                throw SmtpOutcome.of(settings.server(), e);
            }
        }
    }
}

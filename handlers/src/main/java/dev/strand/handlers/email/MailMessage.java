package dev.strand.handlers.email;

import dev.strand.handler.PermanentFailureException;
import dev.strand.handler.TaskContext;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a message of a payload, or says what is wrong with the payload. */
final class MailMessage {

    private static final int LONGEST_SUBJECT = 1_000;
    private static final int LONGEST_HEADER = 900;
    private static final int ID_CHARACTERS = 40;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private MailMessage() {}

    /** The message for an attempt at a task. */
    static MimeMessage of(
            EmailPayload payload, EmailSettings settings, Session session, TaskContext context)
            throws PermanentFailureException, MessagingException {
        InternetAddress from = Sender.of(payload.from(), settings);
        String id = messageId(context, from);
        MimeMessage message =
                new MimeMessage(session) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", id);
                    }
                };
        message.setFrom(from);
        setRecipients(message, payload, settings);
        message.setReplyTo(Addresses.parseAll("/replyTo", payload.replyTo()));
        message.setSubject(
                line("/subject", payload.subject(), LONGEST_SUBJECT),
                StandardCharsets.UTF_8.name());
        setHeaders(message, payload.headers(), settings);
        message.setHeader("Date", DATE.format(Instant.now().atOffset(ZoneOffset.UTC)));
        MailContent.set(message, payload, settings.maxAttachmentBytes());
        message.saveChanges();
        return message;
    }

    /**
     * The same for all attempts of a run, so that a message that was sent twice can be recognised;
     * it does not give the task's id away.
     */
    static String messageId(TaskContext context, InternetAddress from) {
        String text = context.groupId() + '\0' + context.taskId();
        byte[] hash = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        String address = from.getAddress();
        return "<%s.%d@%s>"
                .formatted(
                        HexFormat.of().formatHex(hash).substring(0, ID_CHARACTERS),
                        context.run(),
                        address.substring(address.lastIndexOf('@') + 1));
    }

    /** A refusal of the payload. */
    static PermanentFailureException refused(String message) {
        return new PermanentFailureException(
                "payload of task type 'email' was refused: "
                        + message
                        + "; correct it and submit the task again");
    }

    /** A text of one line; empty if it is absent. */
    static String line(String pointer, @Nullable String text, int longest)
            throws PermanentFailureException {
        String present = text == null ? "" : text;
        if (Addresses.hasControls(present) || present.length() > longest) {
            throw refused(
                    "%s must be one line of at most %d characters, got: %d characters%s"
                            .formatted(
                                    pointer,
                                    longest,
                                    present.length(),
                                    Addresses.hasControls(present) ? " with line ends" : ""));
        }
        return present;
    }

    private static void setRecipients(
            MimeMessage message, EmailPayload payload, EmailSettings settings)
            throws PermanentFailureException, MessagingException {
        InternetAddress[] to = Addresses.parseAll("/to", payload.to());
        InternetAddress[] cc = Addresses.parseAll("/cc", payload.cc());
        InternetAddress[] bcc = Addresses.parseAll("/bcc", payload.bcc());
        int all = to.length + cc.length + bcc.length;
        if (all == 0 || all > settings.maxRecipients()) {
            throw refused(
                    "/to, /cc and /bcc must have 1 to %d addresses together, got: %d"
                            .formatted(settings.maxRecipients(), all));
        }
        message.setRecipients(Message.RecipientType.TO, to);
        message.setRecipients(Message.RecipientType.CC, cc);
        message.setRecipients(Message.RecipientType.BCC, bcc);
    }

    private static void setHeaders(
            MimeMessage message, @Nullable Map<String, String> headers, EmailSettings settings)
            throws PermanentFailureException, MessagingException {
        for (Map.Entry<String, String> header :
                (headers == null ? Map.<String, String>of() : headers).entrySet()) {
            String name = header.getKey();
            if (!settings.allowedHeaders().contains(name)) {
                throw refused(
                        "/headers may have the headers of strand.handlers.email.allowed-headers"
                                + " only "
                                + settings.allowedHeaders()
                                + ", got: another one");
            }
            String value = line("/headers/" + name, header.getValue(), LONGEST_HEADER);
            message.setHeader(name, folded(name, value));
        }
    }

    private static String folded(String name, String value) throws MessagingException {
        try {
            return MimeUtility.fold(
                    name.length() + 2,
                    MimeUtility.encodeText(value, StandardCharsets.UTF_8.name(), null));
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("every JDK has UTF-8", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package dev.strand.handlers.email;

import dev.strand.handler.PermanentFailureException;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a message: text, HTML or both, and attachments. */
final class MailContent {

    private static final int MOST_ATTACHMENTS = 50;
    private static final int LONGEST_NAME = 255;
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private MailContent() {}

    static void set(MimeMessage message, EmailPayload payload, int maxAttachmentBytes)
            throws PermanentFailureException, MessagingException {
        if (payload.text() == null && payload.html() == null) {
            throw MailMessage.refused("/text or /html must be given, got: neither");
        }
        List<EmailPayload.Attachment> attachments =
                payload.attachments() == null ? List.of() : payload.attachments();
        if (attachments.isEmpty()) {
            setBody(message, payload.text(), payload.html());
            return;
        }
        if (attachments.size() > MOST_ATTACHMENTS) {
            throw MailMessage.refused(
                    "/attachments must be at most %d, got: %d"
                            .formatted(MOST_ATTACHMENTS, attachments.size()));
        }
        MimeMultipart mixed = new MimeMultipart("mixed");
        MimeBodyPart body = new MimeBodyPart();
        setBody(body, payload.text(), payload.html());
        mixed.addBodyPart(body);
        int left = maxAttachmentBytes;
        for (int i = 0; i < attachments.size(); i++) {
            String pointer = "/attachments/" + i;
            byte[] bytes = bytes(pointer, attachments.get(i).content());
            left -= bytes.length;
            if (left < 0) {
                throw MailMessage.refused(
                        "/attachments must have at most %d bytes together, got: more"
                                .formatted(maxAttachmentBytes));
            }
            mixed.addBodyPart(attachment(pointer, attachments.get(i), bytes));
        }
        message.setContent(mixed);
    }

    private static void setBody(Part part, @Nullable String text, @Nullable String html)
            throws MessagingException {
        if (text != null && html != null) {
            MimeMultipart alternative = new MimeMultipart("alternative");
            alternative.addBodyPart(textPart(text, "plain"));
            alternative.addBodyPart(textPart(html, "html"));
            part.setContent(alternative);
        } else {
            setText(
                    part,
                    text == null ? String.valueOf(html) : text,
                    text == null ? "html" : "plain");
        }
    }

    private static MimeBodyPart textPart(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        setText(part, text, subtype);
        return part;
    }

    private static void setText(Part part, String text, String subtype) throws MessagingException {
        part.setContent(text, "text/" + subtype + "; charset=utf-8");
    }

    private static MimeBodyPart attachment(
            String pointer, EmailPayload.Attachment attachment, byte[] bytes)
            throws PermanentFailureException, MessagingException {
        String name = MailMessage.line(pointer + "/filename", attachment.filename(), LONGEST_NAME);
        if (name.isBlank()) {
            throw MailMessage.refused(pointer + "/filename must be given, got: nothing");
        }
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(
                new DataHandler(
                        new ByteArrayDataSource(bytes, type(pointer, attachment.contentType()))));
        part.setFileName(name);
        part.setDisposition(Part.ATTACHMENT);
        return part;
    }

    private static byte[] bytes(String pointer, @Nullable String content)
            throws PermanentFailureException {
        try {
            return Base64.getDecoder()
                    .decode((content == null ? "" : content).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw MailMessage.refused(pointer + "/content must be base64, got: another text");
        }
    }

    private static String type(String pointer, @Nullable String text)
            throws PermanentFailureException {
        String line = MailMessage.line(pointer + "/contentType", text, LONGEST_NAME);
        try {
            return line.isEmpty() ? UNKNOWN_TYPE : new ContentType(line).toString();
        } catch (ParseException e) {
            throw MailMessage.refused(
                    pointer
                            + "/contentType must be a media type such as application/pdf, got: '"
                            + line
                            + "'");
        }
    }
}

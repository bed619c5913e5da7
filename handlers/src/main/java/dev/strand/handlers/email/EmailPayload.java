package dev.strand.handlers.email;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The payload of an {@code email} task. Addresses are {@code ada@example.org} or {@code Ada
 * Lovelace <ada@example.org>}.
 *
 * @param to recipients; one at least must be in to, cc or bcc
 * @param cc recipients that everybody sees
 * @param bcc recipients that nobody sees
 * @param from the sender; the configured one if absent, and only those that the configuration
 *     allows
 * @param replyTo where answers go
 * @param subject one line
 * @param text the message as plain text; text, html or both
 * @param html the message as HTML
 * @param attachments files
 * @param headers more headers, of those that the configuration allows
 */
public record EmailPayload(
        @Nullable List<String> to,
        @Nullable List<String> cc,
        @Nullable List<String> bcc,
        @Nullable String from,
        @Nullable List<String> replyTo,
        @Nullable String subject,
        @Nullable String text,
        @Nullable String html,
        @Nullable List<Attachment> attachments,
        @Nullable Map<String, String> headers) {

    /**
     * A file.
     *
     * @param filename its name
     * @param contentType for example {@code application/pdf}; {@code application/octet-stream} if
     *     absent
     * @param content its bytes, in base64
     */
    public record Attachment(
            @Nullable String filename, @Nullable String contentType, @Nullable String content) {}
}

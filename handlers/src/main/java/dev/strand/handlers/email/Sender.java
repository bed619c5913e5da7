package dev.strand.handlers.email;

import dev.strand.handler.PermanentFailureException;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who a message is from. */
final class Sender {

    private Sender() {}

    /** The sender that a payload names, if the configuration allows it; else the configured one. */
    static InternetAddress of(@Nullable String text, EmailSettings settings)
            throws PermanentFailureException {
        if (text == null) {
            return settings.from();
        }
        InternetAddress asked =
                Addresses.parse(text)
                        .orElseThrow(() ->
                                MailMessage.refused(
                                        "/from must be " + Addresses.RULE + ", got: another text"));
        String address = asked.getAddress().toLowerCase(Locale.ROOT);
        boolean isAllowed =
                address.equals(settings.from().getAddress().toLowerCase(Locale.ROOT))
                        || settings.allowedFrom().contains(address)
                        || settings.allowedFrom()
                                .contains(address.substring(address.lastIndexOf('@')));
        if (!isAllowed) {
            throw MailMessage.refused(
                    "/from must be allowed by strand.handlers.email.allowed-from, got: " + address);
        }
        return asked;
    }
}

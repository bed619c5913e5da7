package dev.strand.handlers.email;

import dev.strand.handler.PermanentFailureException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads mail addresses, strictly. */
final class Addresses {

    /** What {@link #parse} takes, in words. */
    static final String RULE =
            "one address, ada@example.org or Ada Lovelace <ada@example.org>, in one line";

    private static final int LONGEST = 320;

    private Addresses() {}

    /** The address, if it follows the {@linkplain #RULE rule}. */
    static Optional<InternetAddress> parse(String text) {
        if (text.length() > LONGEST || hasControls(text)) {
            return Optional.empty();
        }
        try {
            InternetAddress[] all = InternetAddress.parse(text, true);
            if (all.length != 1 || all[0].isGroup()) {
                return Optional.empty();
            }
            InternetAddress address = all[0];
            address.validate();
            String plain = address.getAddress();
            boolean isPlain = plain.chars().allMatch(unit -> unit > ' ' && unit < 0x7f);
            int at = plain.lastIndexOf('@');
            if (!isPlain || at < 1 || at == plain.length() - 1) {
                return Optional.empty();
            }
            address.setPersonal(address.getPersonal(), StandardCharsets.UTF_8.name());
            return Optional.of(address);
        } catch (AddressException | UnsupportedEncodingException e) {
            return Optional.empty();
        }
    }

    /** All addresses of a field of a payload. */
    static InternetAddress[] parseAll(String pointer, @Nullable List<String> texts)
            throws PermanentFailureException {
        List<InternetAddress> all = new ArrayList<>();
        for (String text : texts == null ? List.<String>of() : texts) {
            String field = pointer + "/" + all.size();
            String present = text == null ? "" : text;
            all.add(
                    parse(present)
                            .orElseThrow(() ->
                                    MailMessage.refused(
                                            field
                                                    + " must be "
                                                    + RULE
                                                    + ", got: "
                                                    + shown(present))));
        }
        return all.toArray(InternetAddress[]::new);
    }

    /** Whether the text has line ends, or anything else that is no character to be seen. */
    static boolean hasControls(String text) {
        return text.codePoints()
                .anyMatch(point ->
                        Character.isISOControl(point) || point == 0x2028 || point == 0x2029);
    }

    private static String shown(String text) {
        int longest = 80;
        String one = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (one.length() <= longest ? one : one.substring(0, longest) + "...") + "'";
    }
}

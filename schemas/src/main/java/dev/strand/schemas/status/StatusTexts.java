package dev.strand.schemas.status;

import dev.strand.core.log.Token;
import dev.strand.schemas.json.TextRule;
import dev.strand.schemas.time.TimeFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What texts in status records mean. */
final class StatusTexts {
    private static final String BY_STRAND = "only Strand writes this topic: find out who else does";

    static final TextRule<String> TEXT = TextRule.of("must be a string", BY_STRAND, text -> true);
    static final TextRule<Instant> TIME =
            new TextRule<>("must be an RFC 3339 time", BY_STRAND, TimeFormat::parse);
    static final TextRule<Token> TOKEN =
            new TextRule<>("must be a token like 17.2", BY_STRAND, StatusTexts::token);

    private static final int MAX_EPOCH_DIGITS = 18;
    private static final int MAX_ATTEMPT_DIGITS = 9;

    private StatusTexts() {}

    /** What to do about a record that lacks a field. */
    static String remedy() {
        return BY_STRAND;
    }

    private static @Nullable Token token(String text) {
        int dot = text.indexOf('.');
        boolean isToken =
                dot > 0
                        && dot <= MAX_EPOCH_DIGITS
                        && isDigits(text, 0, dot)
                        && text.length() - dot - 1 <= MAX_ATTEMPT_DIGITS
                        && isDigits(text, dot + 1, text.length());
        return isToken
                ? new Token(
                        Long.parseLong(text, 0, dot, 10),
                        Integer.parseInt(text, dot + 1, text.length(), 10))
                : null;
    }

    private static boolean isDigits(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return end > from;
    }
}

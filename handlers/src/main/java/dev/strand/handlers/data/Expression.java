package dev.strand.handlers.data;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.strand.handler.PermanentFailureException;

/**
 * An expression in JSONata, compiled. Thread-safe.
 *
 * @param text as it was written
 * @param compiled ready to be evaluated
 * @param areRegexesAllowed whether it may use regular expressions, which can take exponential time
 *     and cannot be interrupted
 */
record Expression(String text, Jsonata compiled, boolean areRegexesAllowed) {

    /** The longest text. */
    static final int MAX_CHARACTERS = 16 * 1024;

    /** Variables of this name would replace the guards of the evaluation. */
    private static final String RESERVED = "__evaluate";

    /**
     * Compiles a text.
     *
     * @throws PermanentFailureException with the place of the mistake, if it is none
     */
    static Expression compile(String text, boolean areRegexesAllowed)
            throws PermanentFailureException {
        if (text.length() > MAX_CHARACTERS) {
            throw new PermanentFailureException(
                    "an expression must have at most %d characters, got: %d"
                            .formatted(MAX_CHARACTERS, text.length()));
        }
        if (text.contains(RESERVED)) {
            throw new PermanentFailureException(
                    "an expression must not use the reserved name " + RESERVED + "; rename it");
        }
        try {
            return new Expression(text, Jsonata.jsonata(text), areRegexesAllowed);
        } catch (JException e) {
            throw mistake(text, e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new PermanentFailureException(
                    "an expression that cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** What was wrong, and where. */
    PermanentFailureException mistake(JException e) {
        return mistake(text, e);
    }

    private static PermanentFailureException mistake(String text, JException e) {
        String code =
                e.getError() != null && e.getError().matches("[A-Z][0-9]{4}")
                        ? " (" + e.getError() + ")"
                        : "";
        return new PermanentFailureException(
                placeOf(text, e.getLocation()) + shortened(String.valueOf(e.getMessage())) + code,
                e);
    }

    private static String placeOf(String text, int location) {
        if (location < 0 || location > text.length()) {
            return "";
        }
        String before = text.substring(0, location);
        int line = (int) before.chars().filter(unit -> unit == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return "line %d, column %d: ".formatted(line, Math.max(1, column - 1));
    }

    private static String shortened(String message) {
        int longest = 500;
        return message.length() <= longest ? message : message.substring(0, longest) + "...";
    }
}

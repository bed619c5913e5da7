package dev.strand.schemas;

import org.jspecify.annotations.Nullable;

/**
 * One rule of the contract that an input breaks.
 *
 * @param pointer JSON pointer to the offending value; empty for the input as a whole
 * @param message subject, rule, and after a semicolon the remedy; never empty
 * @param value short text of what was got, at most {@value #MAX_VALUE_CHARS} characters, or null
 *     where nothing was
 */
public record Violation(String pointer, String message, @Nullable String value) {
    /** Longest text kept of an offending value. */
    public static final int MAX_VALUE_CHARS = 100;

    private static final String CUT = "...";

    /** Shortens {@code value} where it is too long. */
    public Violation {
        value = value == null ? null : shortened(value);
    }

    /**
     * The first {@value #MAX_VALUE_CHARS} characters of a text, marked where something is missing;
     * never half a character.
     */
    public static String shortened(String text) {
        if (text.length() <= MAX_VALUE_CHARS) {
            return text;
        }
        int end = MAX_VALUE_CHARS - CUT.length();
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + CUT;
    }

    /** One line for logs and for the header {@code strand-error}: pointer, message and value. */
    @Override
    public String toString() {
        String where = pointer.isEmpty() ? "" : pointer + ": ";
        return where + message + (value == null ? "" : ", got: " + value);
    }
}

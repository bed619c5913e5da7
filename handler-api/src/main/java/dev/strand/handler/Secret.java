package dev.strand.handler;

import java.util.Comparator;
import java.util.List;

/**
 * A setting that must not be seen: a password, a key, a header with a token in it. Its {@link
 * #toString()} says nothing, so it may be part of a record that is logged.
 */
public final class Secret {

    /** What stands for hidden text, in {@link #toString()} and in {@link #redact}. */
    public static final String MASK = "***";

    private static final int SHORTEST_REDACTED_LENGTH = 4;

    private final String value;
    private final List<String> hidden;

    /** A secret whose whole text is to be hidden. */
    public Secret(String value) {
        this(value, List.of(value));
    }

    /**
     * A text with secret parts, such as {@code Bearer abc123}, in which only {@code abc123} is
     * secret.
     *
     * @param value the whole text
     * @param hidden the parts of it that {@link #redact} looks for
     */
    Secret(String value, List<String> hidden) {
        this.value = value;
        this.hidden =
                hidden.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /** The text itself: for the place that needs it, never for a message. */
    public String reveal() {
        return value;
    }

    /**
     * The given text with every secret part replaced by {@value #MASK}, for text that came from
     * elsewhere and may quote the secret. Parts of fewer than four characters are left alone: they
     * would be found everywhere.
     */
    public String redact(String text) {
        String redacted = text;
        for (String part : hidden) {
            if (part.length() >= SHORTEST_REDACTED_LENGTH) {
                redacted = redacted.replace(part, MASK);
            }
        }
        return redacted;
    }

    /** Always {@value #MASK}. */
    @Override
    public String toString() {
        return MASK;
    }
}

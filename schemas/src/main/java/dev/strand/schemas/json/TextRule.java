package dev.strand.schemas.json;

import dev.strand.schemas.Violation;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a text must look like.
 *
 * @param rule follows the subject: {@code must be ...}
 * @param remedy what to do instead
 * @param parser gives the value of a good text, null for a bad one; never throws
 * @param <T> what the text means
 */
public record TextRule<T>(String rule, String remedy, Function<String, @Nullable T> parser) {
    /** A rule for text that means itself. */
    public static TextRule<String> of(String rule, String remedy, Predicate<String> accepts) {
        return new TextRule<>(rule, remedy, text -> accepts.test(text) ? text : null);
    }

    /** Whether a text keeps the rule. */
    public boolean accepts(String text) {
        return parser.apply(text) != null;
    }

    /**
     * How a text that stands outside of JSON (a path segment, a header) breaks the rule, or null
     * where it keeps it.
     */
    public @Nullable Violation check(String pointer, String subject, String text) {
        return accepts(text)
                ? null
                : new Violation(pointer, subject + " " + rule + "; " + remedy, text);
    }
}

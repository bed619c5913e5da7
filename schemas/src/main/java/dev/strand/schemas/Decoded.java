package dev.strand.schemas;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What decoding an input gives: bad input is an expected outcome, so it is a value and not an
 * exception.
 *
 * @param <T> what a good input becomes
 */
public sealed interface Decoded<T> {
    /**
     * The input keeps the contract.
     *
     * @param value what it says
     */
    record Ok<T>(T value) implements Decoded<T> {}

    /**
     * The input breaks the contract.
     *
     * @param violations how, at least one, in the order found
     */
    record Invalid<T>(List<Violation> violations) implements Decoded<T> {
        /** Keeps an unmodifiable copy. */
        public Invalid {
            violations = List.copyOf(violations);
            if (violations.isEmpty()) {
                throw new IllegalArgumentException(
                        "violations must not be empty; use Ok for good input");
            }
        }

        /** All violations in one line. */
        public String summary() {
            return violations.stream().map(Violation::toString).collect(Collectors.joining(" | "));
        }
    }

    /** Shorthand for an input with one violation. */
    static <T> Decoded<T> invalid(Violation violation) {
        return new Invalid<>(List.of(violation));
    }

    /**
     * The value of good input; throws {@link IllegalStateException} with all violations for bad
     * input.
     */
    default T orThrow() {
        return switch (this) {
            case Ok<T>(T value) -> value;
            case Invalid<T> invalid ->
                    throw new IllegalStateException("invalid record: " + invalid.summary());
        };
    }
}

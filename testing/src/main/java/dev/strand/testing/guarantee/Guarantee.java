package dev.strand.testing.guarantee;

import java.util.List;
import java.util.stream.Collectors;

/** A promise that can be held against what was observed. */
public interface Guarantee {
    /** Evidence shown of a broken promise; the rest is counted. */
    int SHOWN = 20;

    /** The promise in words. */
    String promise();

    /** Every observation that breaks it, in the order observed. */
    List<String> violations();

    /**
     * Holds the promise against the observations.
     *
     * @throws AssertionError with the first violations and the number of all
     */
    default void check() {
        List<String> violations = violations();
        if (!violations.isEmpty()) {
            String shown = violations.stream().limit(SHOWN).collect(Collectors.joining("\n  "));
            throw new AssertionError(
                    "broken %d times: %s\n  %s".formatted(violations.size(), promise(), shown));
        }
    }
}

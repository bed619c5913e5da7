package dev.strand.core.simulation;

import java.util.List;

/** A promise was broken. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String promise;

    /** Found at a step of a schedule. */
    Violation(String promise) {
        super(promise);
        this.promise = promise;
    }

    /** Found in a schedule, told with every step of it. */
    Violation(long seed, RuntimeException broken, List<String> steps) {
        super(
                "seed %d: %s%n(alone with -Dsimulation.seed=%d)%n  %s"
                        .formatted(seed, broken, seed, String.join("\n  ", steps)),
                broken);
        this.promise = broken.getMessage() == null ? broken.toString() : broken.getMessage();
    }

    /** What was broken. */
    String promise() {
        return promise;
    }
}

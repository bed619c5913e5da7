package dev.strand.quickstart.parts;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for what tells nobody when it comes true. */
final class Waiting {
    private static final Duration LOOK = Duration.ofMillis(50);

    private Waiting() {}

    /**
     * Returns once the condition holds.
     *
     * @param what the condition in words, for the error
     * @param last what was seen last, for the error
     * @throws StartException if the time passes first
     */
    static void until(
            String what, Callable<Boolean> condition, Duration limit, Supplier<String> last)
            throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new StartException(
                        "Not within %d s: %s. Its last answer: %s. The log file in the data directory says more."
                                .formatted(limit.toSeconds(), what, last.get()));
            }
            Thread.sleep(LOOK);
        }
    }
}

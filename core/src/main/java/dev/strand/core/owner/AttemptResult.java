package dev.strand.core.owner;

import dev.strand.core.log.RawJson;
import dev.strand.core.log.TaskError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a handler returned. */
public sealed interface AttemptResult {
    /** It returned a value. */
    record Succeeded(RawJson result) implements AttemptResult {}

    /**
     * It threw.
     *
     * @param isPermanent whether no retry can help
     * @param retryAfter when the handler itself said when to retry, else null
     */
    record Failed(TaskError error, boolean isPermanent, @Nullable Duration retryAfter)
            implements AttemptResult {
        /**
         * It returned a value after the time that the attempt had: that has failed all the same.
         *
         * @param took how long the handler took
         */
        public static Failed tooLate(Duration took, Duration timeout) {
            String message =
                    "the handler returned a value after %s; its timeout is %s"
                            .formatted(took, timeout);
            return new Failed(new TaskError(Outcomes.TIMEOUT, message, null), false, null);
        }
    }
}

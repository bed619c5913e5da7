package dev.strand.quickstart.demo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code demo} task is to do. Every field may be left out.
 *
 * @param sleepMs how long it takes, 0 to 3,600,000 milliseconds; 0 by default
 * @param failTimes how many attempts fail, from the first on; 0 by default
 * @param failPermanently whether it fails for good, whatever the attempt; {@code false} by default
 * @param message the message of a failure
 * @param echo any JSON, given back in the result
 * @param steps into how many parts of equal length the sleep is divided, 0 to 1,000; progress is
 *     reported after each, and not at all by default
 */
public record DemoPayload(
        int sleepMs,
        int failTimes,
        boolean failPermanently,
        String message,
        JsonNode echo,
        int steps) {

    private static final int LONGEST_SLEEP_MS = 3_600_000;
    private static final int MOST_STEPS = 1_000;

    /** Checks the ranges. */
    public DemoPayload {
        checkRange("sleepMs", sleepMs, LONGEST_SLEEP_MS);
        checkRange("failTimes", failTimes, Integer.MAX_VALUE);
        checkRange("steps", steps, MOST_STEPS);
    }

    /** Fills in what the JSON leaves out. */
    @JsonCreator
    static DemoPayload of(
            @JsonProperty("sleepMs") @Nullable Integer sleepMs,
            @JsonProperty("failTimes") @Nullable Integer failTimes,
            @JsonProperty("failPermanently") @Nullable Boolean failPermanently,
            @JsonProperty("message") @Nullable String message,
            @JsonProperty("echo") @Nullable JsonNode echo,
            @JsonProperty("steps") @Nullable Integer steps) {
        return new DemoPayload(
                sleepMs == null ? 0 : sleepMs,
                failTimes == null ? 0 : failTimes,
                failPermanently != null && failPermanently,
                message == null ? "failed as the payload asked" : message,
                echo == null ? NullNode.getInstance() : echo,
                steps == null ? 0 : steps);
    }

    private static void checkRange(String field, int value, int highest) {
        if (value < 0 || value > highest) {
            throw new IllegalArgumentException(
                    field + " must be from 0 to " + highest + ", got: " + value);
        }
    }
}

package dev.strand.schemas.topic;

import java.time.Duration;

/**
 * What the contract says about one topic.
 *
 * @param name full name, prefix included
 * @param key what the record key means
 * @param value what the record value is
 * @param cleanup how Kafka clears it
 * @param retention how long a record is kept, positive
 */
public record TopicSpec(
        String name, String key, String value, Cleanup cleanup, Duration retention) {
    /**
     * Kafka's {@code cleanup.policy}. No topic of Strand is compacted: the fold needs every record
     * in its place.
     */
    public enum Cleanup {
        /** Records go once they are older than the retention. */
        DELETE("delete");

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }

        /** The value of the topic setting {@code cleanup.policy}. */
        public String policy() {
            return policy;
        }
    }
}

package dev.strand.benchmarks.drain;

import dev.strand.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/**
 * One drain, as a child JVM is told.
 *
 * @param bootstrapServers the broker
 * @param topicPrefix of all topics of this drain, which nothing else uses
 * @param tasks how many are waiting
 * @param handlerMillis how long each handler sleeps
 * @param concurrency most handlers at once
 * @param stateDirectory for local state, not used before
 * @param recording file for a flight recording of the drain, or null for none
 */
public record Workload(
        String bootstrapServers,
        String topicPrefix,
        int tasks,
        int handlerMillis,
        int concurrency,
        String stateDirectory,
        @Nullable String recording) {

    /** The names of the topics: a contender reads tasks and writes status. */
    public Topics topics() {
        return Topics.withPrefix(topicPrefix);
    }
}

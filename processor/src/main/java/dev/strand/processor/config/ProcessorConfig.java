package dev.strand.processor.config;

import dev.strand.core.owner.OwnerSettings;
import dev.strand.core.permit.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a processor is set to.
 *
 * @param kafka settings of all Kafka clients, {@code bootstrap.servers} and security included
 * @param topicPrefix what all topic names start with
 * @param applicationId Kafka Streams application id: processors with the same one share the
 *     partitions
 * @param instance names this process, for people and in the logs; unique among the processors
 * @param stateDirectory where the local state lives; one process at a time
 * @param settings everything with a default
 */
public record ProcessorConfig(
        Map<String, String> kafka,
        String topicPrefix,
        String applicationId,
        String instance,
        Path stateDirectory,
        Settings settings) {

    /** Default application id. */
    public static final String DEFAULT_APPLICATION_ID = "strand-processor";

    /**
     * Settings with defaults.
     *
     * @param permits handlers at once in this process, 1 to 100,000
     * @param permitsByType handlers at once of a type, where it has a limit of its own
     * @param streamThreads threads that read and fold, 1 to 64
     * @param standbyReplicas warm copies of the state on other processors, 0 or more
     * @param lease silence after which an owner may be taken for dead; the same in all processors;
     *     1 s to 5 min
     * @param leaseMargin added to the lease before that is done, positive
     * @param agingStep waiting time that is worth one level of priority, positive
     * @param deduplicationWindow how long a task id is remembered, positive; the same everywhere
     * @param drainTimeout how long a shutdown waits for running handlers, 0 or more
     * @param commitInterval time between two checkpoints, 50 ms to 10 s
     * @param sessionTimeout silence after which Kafka gives the partitions of a processor to others
     * @param partitions partitions of topics that this processor creates, 1 to 10,000
     * @param replicationFactor of topics that this processor creates; -1 is the broker's default
     * @param execution how tasks are executed
     */
    public record Settings(
            int permits,
            Map<String, Integer> permitsByType,
            int streamThreads,
            int standbyReplicas,
            Duration lease,
            Duration leaseMargin,
            Duration agingStep,
            Duration deduplicationWindow,
            Duration drainTimeout,
            Duration commitInterval,
            Duration sessionTimeout,
            int partitions,
            short replicationFactor,
            ExecutionSettings execution) {
        /** What holds where nothing is configured. */
        public static final Settings DEFAULT =
                new Settings(
                        1_000,
                        Map.of(),
                        Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 8),
                        0,
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofHours(24),
                        Duration.ofSeconds(20),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(6),
                        12,
                        (short) -1,
                        ExecutionSettings.DEFAULT);

        /** What the protocol and its scheduling are set to. */
        public OwnerSettings owner() {
            return new OwnerSettings(
                    lease,
                    leaseMargin,
                    OwnerSettings.DEFAULT.startedAfter(),
                    execution.stuckAfter(),
                    OwnerSettings.DEFAULT.windowTasks(),
                    execution.historyRetention(),
                    OwnerSettings.DEFAULT.rules());
        }

        /** The limits of these types, and of all that limits are set for. */
        public Limits limits(Iterable<String> types) {
            return new Limits(permits, execution.limits(permitsByType, types), agingStep);
        }

        /**
         * All rules that these settings break, each naming field, rule, value and remedy.
         *
         * @return empty if they are fine
         */
        public List<String> violations() {
            List<String> found = new ArrayList<>();
            range(found, "permits", permits, 1, 100_000);
            permitsByType.forEach(
                    (type, limit) -> range(found, "permits-by-type." + type, limit, 1, 100_000));
            range(found, "stream-threads", streamThreads, 1, 64);
            range(found, "standby-replicas", standbyReplicas, 0, 10);
            range(found, "lease", lease, Duration.ofSeconds(1), Duration.ofMinutes(5));
            range(found, "lease-margin", leaseMargin, Duration.ofMillis(100), lease);
            range(found, "aging-step", agingStep, Duration.ofMillis(1), Duration.ofDays(1));
            range(
                    found,
                    "deduplication-window",
                    deduplicationWindow,
                    Duration.ofSeconds(1),
                    Duration.ofDays(365));
            range(found, "drain-timeout", drainTimeout, Duration.ZERO, Duration.ofHours(1));
            range(
                    found,
                    "commit-interval",
                    commitInterval,
                    Duration.ofMillis(50),
                    Duration.ofSeconds(10));
            range(
                    found,
                    "session-timeout",
                    sessionTimeout,
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(5));
            range(found, "partitions", partitions, 1, 10_000);
            if (replicationFactor == 0 || replicationFactor < -1) {
                found.add(
                        "strand.processor.replication-factor must be -1, the broker's default, or 1"
                                + " and more, got: "
                                + replicationFactor);
            }
            found.addAll(execution.violations());
            return found;
        }

        private static void range(List<String> found, String name, int value, int min, int max) {
            Ranges.check(found, "strand.processor." + name, value, min, max);
        }

        private static void range(
                List<String> found, String name, Duration value, Duration min, Duration max) {
            Ranges.check(found, "strand.processor." + name, value, min, max);
        }
    }
}

package dev.strand.processor.settings;

import dev.strand.processor.config.ProcessorConfig;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings {@code strand.processor.*}. None can be changed while the processor runs. Ranges are
 * those of {@link ProcessorConfig.Settings}. Besides these there are {@code types.<type>.*} and
 * {@code defaults.*}, see {@link dev.strand.processor.config.TypeSettings}.
 *
 * @param host address that health and metrics are served on; only this machine can reach the
 *     default
 * @param port port that they are served on, 0 for any free one
 * @param advertisedAddress where the status API reaches that port, {@code host} or {@code
 *     host:port}; if absent the host that is bound, and where that is every address of the machine,
 *     the one on the way to Kafka
 * @param applicationId processors with the same one share the partitions
 * @param instance names this process, unique among the processors; {@code <host name>-<pid>} if
 *     absent
 * @param stateDirectory where the local state lives; one process at a time; not where temporary
 *     files are cleared away
 * @param permits handlers at once in this process, 1 to 100,000
 * @param permitsByType handlers at once of a type: {@code email=10,image=2}, or one setting each,
 *     {@code permits-by-type.email=10}; 1 to 100,000 each
 * @param streamThreads threads that read and fold, 1 to 64; half the processors if absent, 8 at
 *     most
 * @param standbyReplicas warm copies of the state on other processors, 0 to 10
 * @param lease silence after which an owner may be taken for dead, PT1S to PT5M; the same in all
 *     processors
 * @param leaseMargin added to the lease before that is done, PT0.1S to the lease
 * @param agingStep waiting time that is worth one level of priority, PT0.001S to PT24H
 * @param deduplicationWindow how long a task id is remembered, PT1S to PT8760H; the same everywhere
 * @param maxResultBytes largest result of a handler as JSON, 1,024 to 1,048,576
 * @param stuckAfter time after its interrupt at which a handler that goes on is called stuck,
 *     PT0.1S to PT24H
 * @param historyRetention how long tasks that have ended are shown, PT1S to PT87600H; PT0S for as
 *     long as nobody clears them
 * @param drainTimeout how long a shutdown waits for running handlers, PT0S to PT1H
 * @param delegation whether processors run for each other what one of them has no handler of; the
 *     same in all processors
 * @param commitInterval time between two checkpoints, PT0.05S to PT10S
 * @param sessionTimeout silence after which Kafka gives the partitions of a processor to others,
 *     PT1S to PT5M; brokers refuse less than PT6S unless they are told otherwise
 * @param partitions partitions of topics that this processor creates, 1 to 10,000
 * @param replicationFactor of topics that this processor creates, 1 or more; -1 is the broker's
 *     default
 */
@Introspected
@ConfigurationProperties(ProcessorProperties.PREFIX)
public record ProcessorProperties(
        @Bindable(defaultValue = "127.0.0.1") String host,
        @Bindable(defaultValue = "8082") int port,
        @Nullable String advertisedAddress,
        @Bindable(defaultValue = ProcessorConfig.DEFAULT_APPLICATION_ID) String applicationId,
        @Nullable String instance,
        @Bindable(defaultValue = "data/processor") String stateDirectory,
        @Bindable(defaultValue = "1000") int permits,
        @Nullable String permitsByType,
        @Nullable Integer streamThreads,
        @Bindable(defaultValue = "0") int standbyReplicas,
        @Bindable(defaultValue = "PT4S") Duration lease,
        @Bindable(defaultValue = "PT1S") Duration leaseMargin,
        @Bindable(defaultValue = "PT10S") Duration agingStep,
        @Bindable(defaultValue = "PT24H") Duration deduplicationWindow,
        @Bindable(defaultValue = "262144") int maxResultBytes,
        @Bindable(defaultValue = "PT10S") Duration stuckAfter,
        @Bindable(defaultValue = "PT168H") Duration historyRetention,
        @Bindable(defaultValue = "PT20S") Duration drainTimeout,
        @Bindable(defaultValue = "true") boolean delegation,
        @Bindable(defaultValue = "PT0.5S") Duration commitInterval,
        @Bindable(defaultValue = "PT6S") Duration sessionTimeout,
        @Bindable(defaultValue = "12") int partitions,
        @Bindable(defaultValue = "-1") short replicationFactor) {
    /** What all names begin with. */
    public static final String PREFIX = "strand.processor";
}

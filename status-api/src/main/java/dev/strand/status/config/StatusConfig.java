package dev.strand.status.config;

import dev.strand.access.AdvertisedAddress;
import dev.strand.access.SettingRanges;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the status API, {@code strand.status.*}.
 *
 * @param applicationId of the Kafka Streams application; a new one builds the tables anew
 * @param stateDir directory of the local tables, below that for temporary files where none is
 *     given; not to be shared by two processes
 * @param streamThreads threads that read and fold, 1 to 64
 * @param standbyReplicas warm copies of the tables on other instances, 0 to 10
 * @param commitInterval time between two commits, 50 ms to 60 s; in no latency path
 * @param cacheMaxBytes memory of the stores' write caches, 0 or more
 * @param deduplicationWindow how long a task id is remembered, above zero and PT8760H at most; the
 *     same as in the processors
 * @param maxPayloadBytes largest payload that is accepted, positive; the same everywhere
 * @param waitLimit longest time that a request may ask to wait, 1 s to 5 min
 * @param atTimeout how long {@code at=} waits where the request does not say, up to waitLimit
 * @param maxStreams streams of events at once, 0 or more
 * @param maxWaiters requests that wait at once, 0 or more
 * @param advertisedAddress where other instances reach this one, {@code host} or {@code host:port};
 *     by default the host that is bound, and where that is every address of the machine, the one on
 *     the way to Kafka
 */
@Introspected
@ConfigurationProperties(StatusConfig.PREFIX)
public record StatusConfig(
        @Bindable(defaultValue = "strand-status-api") String applicationId,
        @Nullable String stateDir,
        @Bindable(defaultValue = "1") int streamThreads,
        @Bindable(defaultValue = "0") int standbyReplicas,
        @Bindable(defaultValue = "PT2S") Duration commitInterval,
        @Bindable(defaultValue = "67108864") long cacheMaxBytes,
        @Bindable(defaultValue = "PT24H") Duration deduplicationWindow,
        @Bindable(defaultValue = "1048576") int maxPayloadBytes,
        @Bindable(defaultValue = "PT60S") Duration waitLimit,
        @Bindable(defaultValue = "PT10S") Duration atTimeout,
        @Bindable(defaultValue = "1000") int maxStreams,
        @Bindable(defaultValue = "10000") int maxWaiters,
        @Nullable String advertisedAddress) {
    /** What all names begin with. */
    public static final String PREFIX = "strand.status";

    private static final Duration MIN_COMMIT = Duration.ofMillis(50);
    private static final Duration YEAR = Duration.ofDays(365);

    /** What is wrong with the values, a sentence each; empty if nothing is. */
    List<String> errors() {
        SettingRanges ranges = new SettingRanges(PREFIX);
        ranges.check("stream-threads", streamThreads, 1, 64);
        ranges.check("standby-replicas", standbyReplicas, 0, 10);
        ranges.check("commit-interval", commitInterval, MIN_COMMIT, Duration.ofMinutes(1));
        ranges.check("cache-max-bytes", cacheMaxBytes, 0, Long.MAX_VALUE);
        ranges.check("deduplication-window", deduplicationWindow, Duration.ofMillis(1), YEAR);
        ranges.check("max-payload-bytes", maxPayloadBytes, 1, 1 << 30);
        ranges.check("wait-limit", waitLimit, Duration.ofSeconds(1), Duration.ofMinutes(5));
        ranges.check("at-timeout", atTimeout, Duration.ZERO, waitLimit);
        ranges.check("max-streams", maxStreams, 0, Integer.MAX_VALUE);
        ranges.check("max-waiters", maxWaiters, 0, Integer.MAX_VALUE);
        List<String> errors = ranges.errors();
        String address =
                AdvertisedAddress.violation(PREFIX + ".advertised-address", advertisedAddress);
        if (address != null) {
            errors.add(address);
        }
        return errors;
    }

    /** {@link #stateDir} as a path. */
    public Path stateDirectory() {
        return stateDir == null
                ? Path.of(System.getProperty("java.io.tmpdir"), "strand", "status-api")
                : Path.of(stateDir);
    }
}

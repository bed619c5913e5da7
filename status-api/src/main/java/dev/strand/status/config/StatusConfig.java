package dev.strand.status.config;

import dev.strand.access.AdvertisedAddress;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the status API, {@code strand.status.*}. All mistakes are told at once.
 *
 * @param applicationId of the Kafka Streams application; a new one builds the tables anew
 * @param stateDir directory of the local tables, below that for temporary files where none is
 *     given; not to be shared by two processes
 * @param streamThreads threads that read and fold, 1 to 64
 * @param standbyReplicas warm copies of the tables on other instances, 0 to 10
 * @param commitInterval time between two commits, 50 ms to 60 s; in no latency path
 * @param cacheMaxBytes memory of the stores' write caches, 0 or more
 * @param deduplicationWindow how long a task id is remembered, positive; the same as in the
 *     processors
 * @param maxPayloadBytes largest payload that is accepted, positive; the same everywhere
 * @param waitLimit longest time that a request may ask to wait, 1 s to 5 min
 * @param atTimeout how long {@code at=} waits where the request does not say, up to waitLimit
 * @param maxStreams streams of events at once, 0 or more
 * @param maxWaiters requests that wait at once, 0 or more
 * @param advertisedAddress where other instances reach this one, {@code host} or {@code host:port};
 *     by default the host that is bound, and where that is every address of the machine, the one on
 *     the way to Kafka
 */
@ConfigurationProperties("strand.status")
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

    /** Refuses settings that break a rule, naming all of them. */
    public StatusConfig {
        List<String> found = new ArrayList<>();
        range(found, "stream-threads", streamThreads, 1, 64);
        range(found, "standby-replicas", standbyReplicas, 0, 10);
        range(found, "commit-interval", commitInterval.toMillis(), 50, 60_000);
        range(found, "cache-max-bytes", cacheMaxBytes, 0, Long.MAX_VALUE);
        range(found, "deduplication-window", deduplicationWindow.toMillis(), 1, Long.MAX_VALUE);
        range(found, "max-payload-bytes", maxPayloadBytes, 1, 1 << 30);
        range(found, "wait-limit", waitLimit.toMillis(), 1_000, 300_000);
        range(found, "at-timeout", atTimeout.toMillis(), 0, waitLimit.toMillis());
        range(found, "max-streams", maxStreams, 0, Integer.MAX_VALUE);
        range(found, "max-waiters", maxWaiters, 0, Integer.MAX_VALUE);
        String address =
                AdvertisedAddress.violation("strand.status.advertised-address", advertisedAddress);
        if (address != null) {
            found.add(address);
        }
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", found));
        }
    }

    /** {@link #stateDir} as a path. */
    public Path stateDirectory() {
        return stateDir == null
                ? Path.of(System.getProperty("java.io.tmpdir"), "strand", "status-api")
                : Path.of(stateDir);
    }

    private static void range(List<String> found, String name, long value, long min, long max) {
        if (value < min || value > max) {
            found.add(
                    "strand.status.%s must be %d to %d, got: %d (times in milliseconds)"
                            .formatted(name, min, max, value));
        }
    }
}

package dev.strand.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How often each client may do something: so many times a second, twice as many at once. What is
 * remembered of clients has a bound. Thread-safe.
 */
public final class ClientLimits {
    private static final int MAX_CLIENTS = 100_000;

    private final int perSecond;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder()
                    .maximumSize(MAX_CLIENTS)
                    .expireAfterAccess(Duration.ofMinutes(1))
                    .build();

    /** With this many times a second, 1 or more. */
    public ClientLimits(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Counts one; 0 if it may, or the seconds after which it may be tried again. */
    public long take(String client) {
        ConsumptionProbe probe =
                buckets.get(client, this::newBucket).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? 0
                : 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
    }

    private Bucket newBucket(String client) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(2L * perSecond)
                                .refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}

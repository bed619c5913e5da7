package dev.strand.ingest.settings;

import dev.strand.access.SettingRanges;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/**
 * Settings {@code strand.ingest.*}. None can be changed while the service runs.
 *
 * @param host address to listen on; only this machine can reach the default
 * @param port port to listen on, 0 for any free one
 * @param maxPayloadBytes largest payload of a task as written, 1 to 64 MiB; a whole item may be
 *     65,536 bytes larger
 * @param ackTimeout longest wait for Kafka's acknowledgement of a task, PT0.1S to PT5M
 * @param bodyTimeout longest time that the body of a single submission may take to arrive, PT0.1S
 *     to PT10M
 * @param idleTimeout a connection without any traffic for this long is closed, PT1S to PT1H
 * @param maxConcurrentRequests single submissions handled at a time, 1 or more; further ones get
 *     429
 * @param maxConcurrentBatches batches handled at a time, 1 or more; further ones get 429
 * @param batchMaxInFlight items of one batch sent and not yet acknowledged, 1 to 1,000,000
 * @param batchMaxUnreadBytes answers of one batch that wait for a client which does not read, in
 *     bytes (an answer has about 110), 1 or more; what exceeds 1 MiB is in a temporary file; then
 *     no further item is read
 */
@Introspected
@ConfigurationProperties(IngestSettings.PREFIX)
public record IngestSettings(
        @Bindable(defaultValue = "127.0.0.1") String host,
        @Bindable(defaultValue = "8080") int port,
        @Bindable(defaultValue = "1048576") int maxPayloadBytes,
        @Bindable(defaultValue = "PT10S") Duration ackTimeout,
        @Bindable(defaultValue = "PT30S") Duration bodyTimeout,
        @Bindable(defaultValue = "PT1M") Duration idleTimeout,
        @Bindable(defaultValue = "1000") int maxConcurrentRequests,
        @Bindable(defaultValue = "32") int maxConcurrentBatches,
        @Bindable(defaultValue = "1000") int batchMaxInFlight,
        @Bindable(defaultValue = "134217728") int batchMaxUnreadBytes) {
    /** What all names begin with. */
    public static final String PREFIX = "strand.ingest";

    /** Room for the fields of a submission besides its payload. */
    public static final int ENVELOPE_BYTES = 64 * 1024;

    private static final int MAX_PORT = 65_535;
    private static final int MAX_IN_FLIGHT = 1_000_000;
    private static final int MAX_PAYLOAD_BYTES = 64 << 20;

    /** Largest submission as a whole. */
    public int maxItemBytes() {
        return maxPayloadBytes + ENVELOPE_BYTES;
    }

    /** What is wrong with the values, a sentence each; empty if nothing is. */
    List<String> errors() {
        SettingRanges ranges = new SettingRanges(PREFIX);
        if (host.isBlank()) {
            ranges.add(
                    "host must not be blank; set an address to listen on, for example 127.0.0.1");
        }
        ranges.check("port", port, 0, MAX_PORT);
        ranges.check("max-payload-bytes", maxPayloadBytes, 1, MAX_PAYLOAD_BYTES);
        ranges.check("ack-timeout", ackTimeout, Duration.ofMillis(100), Duration.ofMinutes(5));
        ranges.check("body-timeout", bodyTimeout, Duration.ofMillis(100), Duration.ofMinutes(10));
        ranges.check("idle-timeout", idleTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
        ranges.check("max-concurrent-requests", maxConcurrentRequests, 1, Integer.MAX_VALUE);
        ranges.check("max-concurrent-batches", maxConcurrentBatches, 1, Integer.MAX_VALUE);
        ranges.check("batch-max-in-flight", batchMaxInFlight, 1, MAX_IN_FLIGHT);
        ranges.check("batch-max-unread-bytes", batchMaxUnreadBytes, 1, Integer.MAX_VALUE);
        return ranges.errors();
    }
}

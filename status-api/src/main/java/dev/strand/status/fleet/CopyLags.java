package dev.strand.status.fleet;

import dev.strand.status.stream.StreamsLife;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * How many records the local copies of tables are behind. Asked of the broker at most once a
 * second. For use by several threads.
 */
@Singleton
class CopyLags {
    /** A lag that is not known. */
    static final long UNKNOWN = -1;

    private static final long FRESH_NANOS = 1_000_000_000L;

    private final StreamsLife life;
    private Map<Integer, Long> lags = Map.of();
    private long readNanos = System.nanoTime() - FRESH_NANOS;

    CopyLags(StreamsLife life) {
        this.life = life;
    }

    synchronized long of(int partition) {
        if (System.nanoTime() - readNanos >= FRESH_NANOS) {
            lags = read();
            readNanos = System.nanoTime();
        }
        return lags.getOrDefault(partition, UNKNOWN);
    }

    private Map<Integer, Long> read() {
        KafkaStreams streams = life.streams();
        if (streams == null) {
            return Map.of();
        }
        Map<Integer, Long> found = new HashMap<>();
        try {
            for (Map<Integer, LagInfo> store : streams.allLocalStorePartitionLags().values()) {
                store.forEach(
                        (partition, lag) -> found.merge(partition, lag.offsetLag(), Long::max));
            }
        } catch (StreamsException | IllegalStateException e) {
            return Map.of();
        }
        return found;
    }
}

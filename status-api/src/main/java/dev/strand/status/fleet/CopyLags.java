package dev.strand.status.fleet;

import dev.strand.status.fleet.UsableCopies.Stand;
import dev.strand.status.stream.StreamsLife;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * How many records the local copies of tables are behind, and which of them can answer. Asked of
 * the broker at most once a second. For use by several threads.
 */
@Singleton
class CopyLags {
    /** A lag that is not known. */
    static final long UNKNOWN = -1;

    private static final long FRESH_NANOS = 1_000_000_000L;

    private final StreamsLife life;
    private final UsableCopies usable = new UsableCopies();
    private Map<Integer, Long> lags = Map.of();
    private long readNanos = System.nanoTime() - FRESH_NANOS;

    CopyLags(StreamsLife life) {
        this.life = life;
    }

    /** How far the copy of a partition is behind, or {@link #UNKNOWN}. */
    synchronized long of(int partition) {
        refresh();
        return lags.getOrDefault(partition, UNKNOWN);
    }

    /** Whether the copy of a partition can answer, see {@link UsableCopies}. */
    synchronized boolean isUsable(int partition) {
        refresh();
        return usable.contains(partition, System.nanoTime());
    }

    private void refresh() {
        KafkaStreams streams = life.streams();
        if (streams == null || System.nanoTime() - readNanos < FRESH_NANOS) {
            return;
        }
        readNanos = System.nanoTime();
        try {
            take(streams.allLocalStorePartitionLags());
        } catch (StreamsException | IllegalStateException e) {
            lags = Map.of();
        }
    }

    private void take(Map<String, Map<Integer, LagInfo>> stores) {
        Map<Integer, Long> found = new HashMap<>();
        Map<Integer, List<Stand>> copies = new HashMap<>();
        for (Map<Integer, LagInfo> store : stores.values()) {
            store.forEach((partition, lag) -> {
                found.merge(partition, lag.offsetLag(), Long::max);
                copies.computeIfAbsent(partition, p -> new ArrayList<>())
                        .add(new Stand(lag.currentOffsetPosition(), lag.endOffsetPosition()));
            });
        }
        lags = found;
        usable.update(copies, System.nanoTime());
    }
}

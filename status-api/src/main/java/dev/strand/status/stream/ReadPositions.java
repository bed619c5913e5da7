package dev.strand.status.stream;

import dev.strand.status.table.LiveCounts;
import dev.strand.status.table.Stores;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far this instance has read, per partition. For use by several threads. */
@Singleton
public class ReadPositions {
    private static final Logger LOG = LoggerFactory.getLogger(ReadPositions.class);

    private final Map<Integer, ReadPosition> byPartition = new ConcurrentHashMap<>();
    private final Executor wakers;

    /** Nothing read yet; waiters are woken on this executor. */
    public ReadPositions(@Named("status-work") Executor wakers) {
        this.wakers = wakers;
    }

    /** The position of a partition, or null if it was never here. */
    public @Nullable ReadPosition of(int partition) {
        return byPartition.get(partition);
    }

    /** A position that whoever asks may wait on, even if the partition is not here yet. */
    public ReadPosition awaited(int partition) {
        return byPartition.computeIfAbsent(partition, p -> new ReadPosition(wakers));
    }

    /** The partitions that are here, in order. */
    public SortedMap<Integer, ReadPosition> open() {
        SortedMap<Integer, ReadPosition> open = new TreeMap<>(byPartition);
        open.values().removeIf(position -> !position.isOpen());
        return open;
    }

    ReadPosition opened(int partition, boolean isFresh, Stores stores, LiveCounts live) {
        ReadPosition position = awaited(partition);
        position.open(isFresh, stores, live);
        return position;
    }

    /** Counts in the background what a table held at its opening. */
    void count(LiveCounts live) {
        wakers.execute(() -> {
            try {
                live.countHistory();
            } catch (InvalidStateStoreException e) {
                LOG.atDebug().setCause(e).log("a table closed before its history was counted");
            }
        });
    }

    void closed(int partition) {
        ReadPosition position = byPartition.get(partition);
        if (position != null) {
            position.close();
        }
    }
}

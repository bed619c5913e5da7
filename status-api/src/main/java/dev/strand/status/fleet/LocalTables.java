package dev.strand.status.fleet;

import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.stream.ReadPosition;
import dev.strand.status.stream.ReadPositions;
import dev.strand.status.stream.StreamsLife;
import dev.strand.status.table.LiveCounts;
import dev.strand.status.table.Stores;
import dev.strand.status.table.TableReader;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of the partitions that this instance has, or has a copy of. For use by several
 * threads.
 */
@Singleton
public class LocalTables {
    private static final Logger LOG = LoggerFactory.getLogger(LocalTables.class);

    private final StreamsLife life;
    private final ReadPositions positions;
    private final CopyLags lags;

    LocalTables(StreamsLife life, ReadPositions positions, CopyLags lags) {
        this.life = life;
        this.positions = positions;
        this.lags = lags;
    }

    /**
     * Readers of all local partitions.
     *
     * @throws ProblemException 503 while there are none, or while one is moving
     */
    public List<TableReader> all() {
        if (life.streams() == null) {
            throw notReady();
        }
        try {
            List<TableReader> readers = new ArrayList<>();
            for (Map.Entry<Integer, ReadPosition> each : positions.open().entrySet()) {
                readers.add(reader(each.getKey(), each.getValue()));
            }
            if (readers.isEmpty()) {
                throw notReady();
            }
            return readers;
        } catch (InvalidStateStoreException e) {
            throw notReady();
        }
    }

    /** The partitions that this instance keeps now, in order. */
    List<Integer> kept() {
        return List.copyOf(positions.open().keySet());
    }

    /** Whether this instance keeps any partition now. */
    public boolean hasSome() {
        return !positions.open().isEmpty();
    }

    /** Whether this instance keeps a partition now. */
    boolean isOpen(int partition) {
        ReadPosition position = positions.of(partition);
        return position != null && position.isOpen();
    }

    /**
     * Readers of those of some partitions that this instance can read now.
     *
     * @param withCopies whether copies will do where it does not keep the partition
     */
    LocalPart of(List<Integer> partitions, boolean withCopies) {
        List<TableReader> readers = new ArrayList<>();
        SortedMap<Integer, Long> copies = new TreeMap<>();
        KafkaStreams streams = life.streams();
        if (streams == null) {
            return new LocalPart(readers, copies);
        }
        for (int partition : partitions) {
            ReadPosition position = positions.of(partition);
            try {
                if (position != null && position.isOpen()) {
                    readers.add(reader(partition, position));
                    if (position.behind() != 0) {
                        copies.put(partition, position.behind());
                    }
                } else if (withCopies && lags.isUsable(partition)) {
                    readers.add(copy(streams, partition));
                    copies.put(partition, lags.of(partition));
                }
            } catch (InvalidStateStoreException e) {
                LOG.atDebug().addKeyValue("partition", partition).log("a table is not here");
            }
        }
        return new LocalPart(readers, copies);
    }

    private static TableReader reader(int partition, ReadPosition position) {
        Stores stores = position.stores();
        return new TableReader(
                partition, position.live(), stores.tasks(), stores.groups(), stores.indexes());
    }

    private static TableReader copy(KafkaStreams streams, int partition) {
        return new TableReader(
                partition,
                LiveCounts.unknown(),
                copy(streams, Stores.TASKS, partition),
                copy(streams, Stores.GROUPS, partition),
                copy(streams, Stores.INDEXES, partition));
    }

    /** Partitions of the logs; 0 before they are known. */
    public int partitions() {
        return life.partitions();
    }

    /** The partition that a group belongs to. */
    public static int partitionOf(String groupId, int partitions) {
        byte[] key = groupId.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % Math.max(1, partitions);
    }

    ProblemException notReady() {
        String reason = life.waitingFor();
        return new ProblemException(
                Problem.unavailable(
                        reason.isEmpty()
                                ? "the tables are moving; ask again"
                                : "the tables are not ready, waiting for: " + reason));
    }

    private static ReadOnlyKeyValueStore<Bytes, byte[]> copy(
            KafkaStreams streams, String name, int partition) {
        return streams.store(
                StoreQueryParameters.fromNameAndType(
                                name, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                        .withPartition(partition)
                        .enableStaleStores());
    }
}

package dev.strand.status.query;

import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.stream.ReadPosition;
import dev.strand.status.stream.ReadPositions;
import dev.strand.status.stream.StreamsLife;
import dev.strand.status.table.Stores;
import dev.strand.status.table.TableReader;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The tables of the partitions that this instance has. The place where other instances will be
 * asked for theirs: all that queries know of partitions is here. For use by several threads.
 */
@Singleton
public class LocalTables {
    private final StreamsLife life;
    private final ReadPositions positions;

    LocalTables(StreamsLife life, ReadPositions positions) {
        this.life = life;
        this.positions = positions;
    }

    /**
     * Readers of all local partitions, the one that {@code groupId} hashes to first.
     *
     * @throws ProblemException 503 while there are none
     */
    public List<TableReader> likelyFor(String groupId) {
        List<TableReader> readers = new ArrayList<>(all());
        int likely = partitionOf(groupId);
        readers.sort((a, b) -> Boolean.compare(b.partition() == likely, a.partition() == likely));
        return readers;
    }

    /**
     * Readers of all local partitions.
     *
     * @throws ProblemException 503 while there are none, or while one is moving
     */
    public List<TableReader> all() {
        KafkaStreams streams = life.streams();
        if (streams == null) {
            throw notReady();
        }
        try {
            List<TableReader> readers = new ArrayList<>();
            for (Map.Entry<Integer, ReadPosition> each : positions.open().entrySet()) {
                int partition = each.getKey();
                readers.add(
                        new TableReader(
                                partition,
                                each.getValue().live(),
                                store(streams, Stores.TASKS, partition),
                                store(streams, Stores.GROUPS, partition),
                                store(streams, Stores.INDEXES, partition)));
            }
            if (readers.isEmpty()) {
                throw notReady();
            }
            return readers;
        } catch (InvalidStateStoreException e) {
            throw notReady();
        }
    }

    /** Partitions of the logs; 0 before they are known. */
    public int partitions() {
        return life.partitions();
    }

    private int partitionOf(String groupId) {
        byte[] key = groupId.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % Math.max(1, life.partitions());
    }

    ProblemException notReady() {
        String reason = life.waitingFor();
        return new ProblemException(
                Problem.unavailable(
                        reason.isEmpty()
                                ? "the tables are moving; ask again"
                                : "the tables are not ready, waiting for: " + reason));
    }

    private static ReadOnlyKeyValueStore<Bytes, byte[]> store(
            KafkaStreams streams, String name, int partition) {
        return streams.store(
                StoreQueryParameters.fromNameAndType(
                                name, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                        .withPartition(partition));
    }
}

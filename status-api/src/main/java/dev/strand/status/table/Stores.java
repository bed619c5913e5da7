package dev.strand.status.table;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The stores of one partition.
 *
 * @param tasks the task table: the truth
 * @param groups a summary per group
 * @param indexes index rows, the runs of each task id, and who owns the partition
 */
public record Stores(
        KeyValueStore<Bytes, byte[]> tasks,
        KeyValueStore<Bytes, byte[]> groups,
        KeyValueStore<Bytes, byte[]> indexes) {
    /** Name of the task table's store. */
    public static final String TASKS = "tasks";

    /** Name of the store of group summaries. */
    public static final String GROUPS = "groups";

    /** Name of the store of everything else that is derived. */
    public static final String INDEXES = "indexes";

    /** The stores of the stream task that a processor belongs to. */
    public static Stores of(ProcessorContext<?, ?> context) {
        return new Stores(
                context.getStateStore(TASKS),
                context.getStateStore(GROUPS),
                context.getStateStore(INDEXES));
    }
}

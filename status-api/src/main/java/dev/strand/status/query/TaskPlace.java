package dev.strand.status.query;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Where a task stands in a list. For use by one list in one order.
 *
 * @param millis when it was submitted
 * @param partition its partition
 * @param sequence its place in the partition
 */
record TaskPlace(long millis, int partition, long sequence) {
    static final int BYTES = 2 * Long.BYTES + Integer.BYTES;

    /** The key: places come in the order of these bytes. */
    Bytes key(TaskOrder order) {
        boolean isOldest = order == TaskOrder.OLDEST;
        return Bytes.wrap(
                ByteBuffer.allocate(BYTES)
                        .putLong(isOldest ? millis : Long.MAX_VALUE - millis)
                        .putInt(partition)
                        .putLong(isOldest ? sequence : ~sequence)
                        .array());
    }

    static TaskPlace read(TaskOrder order, Bytes key) {
        ByteBuffer in = ByteBuffer.wrap(key.get());
        boolean isOldest = order == TaskOrder.OLDEST;
        long millis = in.getLong();
        int partition = in.getInt();
        long sequence = in.getLong();
        return new TaskPlace(
                isOldest ? millis : Long.MAX_VALUE - millis,
                partition,
                isOldest ? sequence : ~sequence);
    }
}

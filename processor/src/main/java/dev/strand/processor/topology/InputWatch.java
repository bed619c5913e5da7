package dev.strand.processor.topology;

import dev.strand.core.log.Reserved;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices records whose key does not belong into their partition: they come from a producer with
 * another partitioner, and the order of their groups is at risk. Counts them and warns once a
 * minute. Counts submissions of tasks that are there already, too. Thread-safe.
 */
public final class InputWatch {
    private static final Logger LOG = LoggerFactory.getLogger(InputWatch.class);
    private static final long WARN_EVERY_NANOS = 60_000_000_000L;

    private final int partitions;
    private final AtomicLong misplaced = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong nextWarningNanos = new AtomicLong(System.nanoTime());

    /** For topics with so many partitions. */
    public InputWatch(int partitions) {
        this.partitions = partitions;
    }

    void check(byte @Nullable [] key, int partition) {
        if (key == null
                || isForEveryPartition(key)
                || BuiltInPartitioner.partitionForKey(key, partitions) == partition) {
            return;
        }
        long count = misplaced.incrementAndGet();
        if (mayWarn()) {
            LOG.atWarn()
                    .addKeyValue("partition", partition)
                    .addKeyValue("count", count)
                    .log(
                            "records came with a key that does not hash to their partition: the"
                                    + " order of their groups is at risk; set"
                                    + " partitioner=murmur2_random in librdkafka clients");
        }
    }

    private static boolean isForEveryPartition(byte[] key) {
        return key.length > 0 && key[0] == Reserved.MARK;
    }

    void unreadable(int partition, long offset) {
        unreadable.incrementAndGet();
        if (mayWarn()) {
            LOG.atWarn()
                    .addKeyValue("partition", partition)
                    .addKeyValue("offset", offset)
                    .log(
                            "a record of the status topic cannot be read and is skipped: only"
                                    + " processors may write there");
        }
    }

    /** A task was submitted that is there already. */
    void duplicate() {
        duplicates.incrementAndGet();
    }

    private boolean mayWarn() {
        long now = System.nanoTime();
        long next = nextWarningNanos.get();
        return now - next >= 0 && nextWarningNanos.compareAndSet(next, now + WARN_EVERY_NANOS);
    }

    /** Records of {@code strand.tasks} in the wrong partition since the start. */
    public long misplaced() {
        return misplaced.get();
    }

    /** Submissions that made no task, because its group had one of the same id. */
    public long duplicates() {
        return duplicates.get();
    }

    /** Records of {@code strand.status} that could not be read since the start. */
    public long unreadable() {
        return unreadable.get();
    }
}

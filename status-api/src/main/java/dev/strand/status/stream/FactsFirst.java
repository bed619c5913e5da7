package dev.strand.status.stream;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Makes Kafka Streams take facts before everything else that waits: it goes by the lowest
 * timestamp, so facts get the lowest there is. Their own timestamps are put back before any store
 * sees them.
 */
final class FactsFirst implements TimestampExtractor {
    /** More than thirty years. */
    private static final long AHEAD_MILLIS = 1_000_000_000_000L;

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, record.timestamp() - AHEAD_MILLIS);
    }

    /** The record's own timestamp. */
    static Instant timeOf(long extracted) {
        return Instant.ofEpochMilli(extracted + AHEAD_MILLIS);
    }
}

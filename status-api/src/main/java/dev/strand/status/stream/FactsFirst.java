package dev.strand.status.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Makes Kafka Streams take facts before everything else that waits: it goes by the lowest
 * timestamp, so facts get the lowest there is. Their own timestamps are put back before any store
 * sees them.
 */
final class FactsFirst implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return 0;
    }
}

package dev.strand.status.stream;

import dev.strand.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells positions what the broker knows: what was committed, which is in the tables, and where the
 * logs end, beyond which nothing can have been read before.
 */
final class KnownOffsets {
    private static final long TIMEOUT_SECONDS = 10;

    private final Admin admin;
    private final Topics topics;
    private final String applicationId;

    KnownOffsets(Admin admin, Topics topics, String applicationId) {
        this.admin = admin;
        this.topics = topics;
        this.applicationId = applicationId;
    }

    /** Tells all positions what they do not know yet, or want to know now. */
    void tell(ReadPositions positions)
            throws InterruptedException, ExecutionException, TimeoutException {
        SortedMap<Integer, ReadPosition> ignorant = positions.open();
        SortedMap<Integer, ReadPosition> curious = positions.open();
        ignorant.values().removeIf(ReadPosition::isHorizonKnown);
        curious.values().removeIf(position -> !position.wantsCommitted());
        if (!ignorant.isEmpty()) {
            tellAll(ignorant);
        } else if (!curious.isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> committed = committed();
            curious.forEach((partition, position) ->
                    position.nowCommitted(
                            offset(committed, tasks(partition)),
                            offset(committed, status(partition))));
        }
    }

    private void tellAll(SortedMap<Integer, ReadPosition> ignorant)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition : ignorant.keySet()) {
            ends.put(tasks(partition), OffsetSpec.latest());
            ends.put(status(partition), OffsetSpec.latest());
        }
        ListOffsetsResult found = admin.listOffsets(ends);
        found.all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        for (var each : ignorant.entrySet()) {
            int partition = each.getKey();
            each.getValue()
                    .committed(
                            offset(committed, tasks(partition)),
                            offset(committed, status(partition)));
            each.getValue()
                    .horizon(
                            found.partitionResult(tasks(partition)).get().offset(),
                            found.partitionResult(status(partition)).get().offset());
        }
    }

    /** Everything below these offsets was in the tables when they were committed. */
    private Map<TopicPartition, OffsetAndMetadata> committed()
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin.listConsumerGroupOffsets(applicationId)
                .partitionsToOffsetAndMetadata()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private static long offset(
            Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
        OffsetAndMetadata offset = committed.get(partition);
        return offset == null ? 0 : offset.offset();
    }

    private TopicPartition tasks(int partition) {
        return new TopicPartition(topics.tasks().name(), partition);
    }

    private TopicPartition status(int partition) {
        return new TopicPartition(topics.status().name(), partition);
    }
}

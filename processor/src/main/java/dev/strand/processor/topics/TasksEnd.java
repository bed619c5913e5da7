package dev.strand.processor.topics;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the end offset of a partition of {@code strand.tasks} and hands it on, later and on
 * another thread. Never blocks.
 */
public final class TasksEnd implements BiConsumer<Integer, LongConsumer> {
    private static final Logger LOG = LoggerFactory.getLogger(TasksEnd.class);

    private final Admin admin;
    private final String topic;

    /**
     * Asks this cluster.
     *
     * @param topic name of {@code strand.tasks}
     */
    public TasksEnd(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    @Override
    public void accept(Integer number, LongConsumer answer) {
        TopicPartition partition = new TopicPartition(topic, number);
        KafkaFuture<ListOffsetsResultInfo> asked =
                admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition);
        Thread.ofVirtual().start(() -> await(partition, asked, answer));
    }

    private static void await(
            TopicPartition partition,
            KafkaFuture<ListOffsetsResultInfo> asked,
            LongConsumer answer) {
        try {
            answer.accept(asked.get().offset());
        } catch (InterruptedException | ExecutionException e) {
            LOG.atWarn()
                    .addKeyValue("partition", partition.partition())
                    .setCause(e)
                    .log(
                            "the end of the tasks is unknown: every group of the partition stays"
                                    + " in probation");
        }
    }
}

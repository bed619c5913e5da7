package dev.strand.status.stream;

import dev.strand.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether both logs are there, with as many partitions as each other. */
final class TopicCheck {
    private static final long TIMEOUT_SECONDS = 10;

    /** What was found. */
    sealed interface Found {
        /** Both are there. */
        record Ready(int partitions) implements Found {}

        /** Not yet, or not so. */
        record NotReady(String why) implements Found {}
    }

    private TopicCheck() {}

    static Found check(Admin admin, Topics topics) throws InterruptedException {
        List<String> names = List.of(topics.tasks().name(), topics.status().name());
        Map<String, KafkaFuture<TopicDescription>> found =
                admin.describeTopics(names).topicNameValues();
        int[] partitions = new int[names.size()];
        for (int i = 0; i < partitions.length; i++) {
            try {
                partitions[i] =
                        Objects.requireNonNull(found.get(names.get(i)))
                                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                                .partitions()
                                .size();
            } catch (ExecutionException | TimeoutException e) {
                return new Found.NotReady(why(names.get(i), e));
            }
        }
        if (partitions[0] != partitions[1]) {
            return new Found.NotReady(
                    "topics must have the same number of partitions, got: %s %d, %s %d; create them anew"
                            .formatted(names.get(0), partitions[0], names.get(1), partitions[1]));
        }
        return new Found.Ready(partitions[0]);
    }

    private static String why(String topic, Exception e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
            return "topic " + topic + " does not exist yet; a processor creates it when it starts";
        }
        String cause = e.getCause() == null ? "no answer in time" : e.getCause().getMessage();
        return "topic " + topic + " cannot be described: " + cause;
    }
}

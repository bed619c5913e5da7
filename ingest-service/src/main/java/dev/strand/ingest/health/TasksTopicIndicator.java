package dev.strand.ingest.health;

import dev.strand.ingest.settings.KafkaSettings;
import dev.strand.ingest.settings.StrandSettings;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Ready means: a broker answers now, and the tasks topic is there with a leader for each partition.
 */
@Readiness
@Singleton
final class TasksTopicIndicator implements HealthIndicator {
    private static final String NAME = "tasksTopic";

    private final Admin admin;
    private final String topic;
    private final String bootstrapServers;

    TasksTopicIndicator(Admin admin, StrandSettings strand, KafkaSettings kafka) {
        this.admin = admin;
        this.topic = strand.topics().tasks().name();
        this.bootstrapServers =
                String.valueOf(kafka.properties().get(KafkaSettings.BOOTSTRAP_SERVERS));
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromCompletionStage(() ->
                        admin.describeTopics(List.of(topic)).allTopicNames().toCompletionStage())
                .map(this::found)
                .onErrorResume(failure -> Mono.just(missing(failure)));
    }

    private HealthResult found(Map<String, TopicDescription> byName) {
        List<TopicPartitionInfo> partitions =
                byName.values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .toList();
        long leaderless =
                partitions.stream()
                        .filter(partition ->
                                partition.leader() == null || partition.leader().isEmpty())
                        .count();
        Map<String, Object> details = details();
        details.put("partitions", partitions.size());
        details.put("partitionsWithoutLeader", leaderless);
        return result(leaderless == 0 ? HealthStatus.UP : HealthStatus.DOWN, details);
    }

    private HealthResult missing(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        Map<String, Object> details = details();
        details.put(
                "error",
                switch (cause) {
                    case UnknownTopicOrPartitionException _ ->
                            "the topic does not exist; a processor creates it, or create it by"
                                    + " hand";
                    case TimeoutException _ ->
                            "no broker answered within "
                                    + BrokerAdmin.TIMEOUT_MILLIS
                                    + " ms; check strand.kafka.bootstrap-servers";
                    default -> String.valueOf(cause.getMessage());
                });
        return result(HealthStatus.DOWN, details);
    }

    private Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("topic", topic);
        details.put("bootstrapServers", bootstrapServers);
        return details;
    }

    private static HealthResult result(HealthStatus status, Map<String, Object> details) {
        return HealthResult.builder(NAME, status).details(details).build();
    }
}

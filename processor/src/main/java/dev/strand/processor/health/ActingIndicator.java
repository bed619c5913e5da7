package dev.strand.processor.health;

import dev.strand.processor.StrandProcessor;
import dev.strand.processor.lifecycle.ProcessorLife;
import dev.strand.processor.lifecycle.ProcessorLife.Phase;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.reactivestreams.Publisher;

/**
 * Ready means: Kafka Streams runs, and tasks of every assigned partition may start here now. More
 * processors than partitions are ready with none.
 */
@Readiness
@Singleton
final class ActingIndicator implements HealthIndicator {
    private static final String NAME = "partitions";

    private final ProcessorLife life;

    ActingIndicator(ProcessorLife life) {
        this.life = life;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("phase", life.phase());
        boolean isReady =
                life.phase() == Phase.STARTED
                        && life.processor().map(running -> isReady(running, details)).orElse(false);
        life.failure().ifPresent(failure -> details.put("error", String.valueOf(failure)));
        return Publishers.just(
                HealthResult.builder(NAME, isReady ? HealthStatus.UP : HealthStatus.DOWN)
                        .details(details)
                        .build());
    }

    private static boolean isReady(StrandProcessor running, Map<String, Object> details) {
        KafkaStreams.State state = running.state();
        int assigned = running.assignedPartitions();
        int acting = running.actingPartitions();
        details.put("streams", state);
        details.put("partitions", running.partitions());
        details.put("assigned", assigned);
        details.put("acting", acting);
        return state == KafkaStreams.State.RUNNING && acting == assigned;
    }
}

package dev.strand.processor.health;

import dev.strand.processor.StrandProcessor;
import dev.strand.processor.lifecycle.ProcessorLife;
import dev.strand.processor.lifecycle.ProcessorLife.Phase;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.reactivestreams.Publisher;

/**
 * Alive unless a new process would do better: the processor could not start, or Kafka Streams has
 * given up, or its threads die again and again. A broker that is not there is no reason to be
 * restarted.
 */
@Liveness
@Singleton
final class AliveIndicator implements HealthIndicator {
    private static final String NAME = "processor";

    private final ProcessorLife life;

    AliveIndicator(ProcessorLife life) {
        this.life = life;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        String state = life.processor().map(running -> running.state().name()).orElse("NONE");
        Optional<String> hopeless = life.processor().flatMap(StrandProcessor::hopeless);
        Map<String, Object> details = new HashMap<>();
        details.put("phase", life.phase());
        details.put("streams", state);
        hopeless.ifPresent(reason -> details.put("reason", reason));
        return Publishers.just(
                HealthResult.builder(NAME, status(life.phase(), state, hopeless.isPresent()))
                        .details(details)
                        .build());
    }

    static HealthStatus status(Phase phase, String state, boolean isHopeless) {
        boolean hasGivenUp =
                state.equals(KafkaStreams.State.ERROR.name())
                        || state.equals(KafkaStreams.State.PENDING_ERROR.name());
        return phase == Phase.FAILED || hasGivenUp || isHopeless
                ? HealthStatus.DOWN
                : HealthStatus.UP;
    }
}

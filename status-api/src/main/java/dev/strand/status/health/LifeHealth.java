package dev.strand.status.health;

import dev.strand.status.stream.StreamsLife;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/**
 * Alive as long as somebody looks after the stream threads. A missing broker is no reason to be
 * restarted.
 */
@Singleton
@Liveness
class LifeHealth implements HealthIndicator {
    private static final String NAME = "streams";

    private final StreamsLife life;

    LifeHealth(StreamsLife life) {
        this.life = life;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.just(
                HealthResult.builder(NAME, life.isAlive() ? HealthStatus.UP : HealthStatus.DOWN)
                        .build());
    }
}

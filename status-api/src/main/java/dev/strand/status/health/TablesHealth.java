package dev.strand.status.health;

import dev.strand.status.stream.StreamsLife;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Ready once the tables are restored; it stays so while partitions move between instances. */
@Singleton
@Readiness
class TablesHealth implements HealthIndicator {
    private static final String NAME = "tables";

    private final StreamsLife life;

    TablesHealth(StreamsLife life) {
        this.life = life;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        String waitingFor = life.waitingFor();
        boolean isReady = waitingFor.isEmpty();
        return Publishers.just(
                HealthResult.builder(NAME, isReady ? HealthStatus.UP : HealthStatus.DOWN)
                        .details(
                                isReady
                                        ? Map.of("partitions", life.partitions())
                                        : Map.of("waitingFor", waitingFor))
                        .build());
    }
}

package dev.strand.processor.health;

import dev.strand.processor.lifecycle.BrokerProbe;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;

/** Ready while a broker answers. */
@Readiness
@Singleton
final class BrokerIndicator implements HealthIndicator {
    private static final String NAME = "kafka";

    private final BrokerProbe broker;
    private final ExecutorService executor;

    BrokerIndicator(BrokerProbe broker, @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.broker = broker;
        this.executor = executor;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.fromCompletableFuture(
                () -> CompletableFuture.supplyAsync(() -> result(broker.ask()), executor));
    }

    private HealthResult result(BrokerProbe.Answer answer) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("bootstrapServers", broker.bootstrapServers());
        details.put("brokers", answer.hosts().size());
        if (answer.problem() != null) {
            details.put("error", answer.problem());
        }
        return HealthResult.builder(
                        NAME, answer.isReachable() ? HealthStatus.UP : HealthStatus.DOWN)
                .details(details)
                .build();
    }
}

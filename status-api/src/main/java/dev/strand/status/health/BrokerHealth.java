package dev.strand.status.health;

import dev.strand.status.config.KafkaConfig;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Ready while a broker answers. Asks at most once a second, whoever asks it. */
@Singleton
@Readiness
class BrokerHealth implements HealthIndicator {
    private static final String NAME = "broker";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final KafkaConfig kafka;
    private final ExecutorService work;
    private @Nullable Admin admin;
    private @Nullable HealthResult last;
    private long askedAtNanos;

    BrokerHealth(KafkaConfig kafka, @Named("status-work") ExecutorService work) {
        this.kafka = kafka;
        this.work = work;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.fromCompletableFuture(
                () -> CompletableFuture.supplyAsync(this::ask, work));
    }

    private synchronized HealthResult ask() {
        HealthResult known = last;
        if (known != null && System.nanoTime() - askedAtNanos < FRESH.toNanos()) {
            return known;
        }
        HealthResult answer = askAnew();
        last = answer;
        askedAtNanos = System.nanoTime();
        return answer;
    }

    private HealthResult askAnew() {
        try {
            Admin asking = admin == null ? Admin.create(kafka.common()) : admin;
            admin = asking;
            int brokers =
                    asking.describeCluster()
                            .nodes()
                            .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                            .size();
            return result(HealthStatus.UP, Map.of("brokers", brokers));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result(HealthStatus.DOWN, Map.of("error", "interrupted"));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return result(
                    HealthStatus.DOWN,
                    Map.of(
                            "bootstrapServers",
                            kafka.bootstrapServers(),
                            "error",
                            "no broker answered within " + TIMEOUT));
        }
    }

    private static HealthResult result(HealthStatus status, Map<String, Object> details) {
        return HealthResult.builder(NAME, status).details(details).build();
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}

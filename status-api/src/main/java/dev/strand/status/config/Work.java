package dev.strand.status.config;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The threads of the status API besides those of Kafka Streams and of the HTTP server. */
@Factory
class Work {
    /** A virtual thread per piece of work. */
    @Singleton
    @Named("status-work")
    @Bean(preDestroy = "shutdownNow")
    ExecutorService work() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("status-work-", 0).factory());
    }

    /** One thread that keeps time; what it starts must be short. */
    @Singleton
    @Named("status-timer")
    @Bean(preDestroy = "shutdownNow")
    ScheduledExecutorService timer() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("status-timer").daemon().factory());
    }
}

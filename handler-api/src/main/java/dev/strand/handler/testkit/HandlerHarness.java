package dev.strand.handler.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strand.handler.HandlerJson;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import dev.strand.handler.registry.BoundHandler;
import dev.strand.handler.registry.HandlerDiscovery;
import dev.strand.handler.registry.HandlerRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Runs a handler as the processor would: settings, binding, a virtual thread, an interrupt at the
 * deadline.
 *
 * {@snippet :
 * try (var harness = HandlerHarness.of(new EmailHandler(), Map.of("host", "localhost"))) {
 *     HandlerRun run = harness.run("{\"to\": \"ada@example.org\"}");
 *     assertThat(run.completed().get("accepted").asBoolean()).isTrue();
 * }
 * }
 */
public final class HandlerHarness implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final HandlerRegistry registry;
    private final BoundHandler handler;

    private HandlerHarness(HandlerRegistry registry) {
        this.registry = registry;
        this.handler = firstOf(registry);
    }

    private static BoundHandler firstOf(HandlerRegistry registry) {
        if (registry.types().isEmpty()) {
            registry.close();
            throw new AssertionError(
                    "the handler should be configured, but lacks settings: "
                            + registry.unconfigured());
        }
        return registry.find(registry.types().first()).orElseThrow();
    }

    /** A harness for a handler with {@link dev.strand.handler.TaskType} and no settings. */
    public static HandlerHarness of(TaskHandler<?, ?> handler) {
        return of(handler, Map.of());
    }

    /**
     * A harness for a handler with {@link dev.strand.handler.TaskType}.
     *
     * @param settings by their keys below {@code strand.handlers.<type>}
     * @throws dev.strand.handler.HandlerSetupException as the processor would at its start
     */
    public static HandlerHarness of(TaskHandler<?, ?> handler, Map<String, String> settings) {
        return of(handler, settings, Map.of());
    }

    /**
     * Like {@link #of(TaskHandler, Map)}, with an environment in which {@code ${env:NAME}} is
     * looked up.
     */
    public static HandlerHarness of(
            TaskHandler<?, ?> handler,
            Map<String, String> settings,
            Map<String, String> environment) {
        HandlerDiscovery discovery =
                new HandlerDiscovery()
                        .register(handler)
                        .environment(name -> Optional.ofNullable(environment.get(name)));
        TaskType type = handler.getClass().getAnnotation(TaskType.class);
        if (type != null && type.value().length > 0) {
            settings.forEach(
                    (key, value) -> discovery.settings(Map.of(type.value()[0] + "." + key, value)));
        }
        return new HandlerHarness(discovery.build());
    }

    /** A harness for a lambda. */
    public static <P> HandlerHarness of(String type, Class<P> payload, TaskHandler<P, ?> handler) {
        return new HandlerHarness(new HandlerDiscovery().register(type, payload, handler).build());
    }

    /** Makes one attempt with an ordinary context, and waits for its end. */
    public HandlerRun run(String payloadJson) throws InterruptedException {
        return run(payloadJson, new TestTaskContext());
    }

    /**
     * Makes one attempt, and waits for its end. At the context's deadline the handler is
     * interrupted.
     *
     * @throws AssertionError if the handler still runs ten seconds after that
     */
    public HandlerRun run(String payloadJson, TestTaskContext context) throws InterruptedException {
        HandlerInFlight inFlight = start(payloadJson, context);
        Thread alarm = Thread.ofVirtual().start(() -> interruptAt(context.deadline(), inFlight));
        try {
            return inFlight.await(Duration.between(Instant.now(), context.deadline()).plus(GRACE));
        } finally {
            alarm.interrupt();
        }
    }

    /**
     * Begins an attempt and does not wait for it: to cancel or interrupt it. There is no deadline.
     */
    public HandlerInFlight start(String payloadJson, TestTaskContext context) {
        context.type(handler.type());
        byte[] payload = payloadJson.getBytes(StandardCharsets.UTF_8);
        CompletableFuture<HandlerRun> end = new CompletableFuture<>();
        Thread thread =
                Thread.ofVirtual()
                        .name("handler-" + handler.type())
                        .start(() -> end.complete(attempt(payload, context)));
        return new HandlerInFlight(thread, context, end);
    }

    /** Closes the handler if it is {@link AutoCloseable}. */
    @Override
    public void close() {
        registry.close();
    }

    private HandlerRun attempt(byte[] payload, TestTaskContext context) {
        try {
            JsonNode result = HandlerJson.mapper().readTree(handler.invoke(payload, context));
            return new HandlerRun(result, null, context.reportedProgress());
        } catch (Throwable failure) {
            return new HandlerRun(null, failure, context.reportedProgress());
        }
    }

    private static void interruptAt(Instant deadline, HandlerInFlight inFlight) {
        try {
            Thread.sleep(Duration.between(Instant.now(), deadline));
            inFlight.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

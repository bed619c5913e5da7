package dev.strand.processor.metrics;

import dev.strand.core.permit.TypeUse;
import dev.strand.handler.registry.HandlerRegistry;
import dev.strand.processor.config.ProcessorConfig;
import dev.strand.processor.execution.ProcessInsight;
import dev.strand.processor.lifecycle.ProcessorLife;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Shows the figures of each task type that has a handler or a limit here. */
@Context
@Requires(beans = MeterRegistry.class)
final class TypeMetrics {
    static final String PERMITS_USED = "strand.type.permits.used";
    static final String PERMITS_LIMIT = "strand.type.permits.limit";
    static final String GROUPS_WAITING = "strand.type.waiting";
    static final String BREAKER = "strand.breaker.state";
    static final String TYPE = "type";

    private final MeterRegistry registry;
    private final ProcessorLife life;

    TypeMetrics(
            MeterRegistry registry,
            ProcessorLife life,
            ProcessorConfig config,
            HandlerRegistry handlers) {
        this.registry = registry;
        this.life = life;
        int permits = config.settings().permits();
        TreeSet<String> types = new TreeSet<>(handlers.types());
        types.addAll(config.settings().limits(handlers.types()).byType().keySet());
        for (String type : types) {
            gauge(PERMITS_USED, "Handlers of the type that hold a permit", type, TypeUse::inUse);
            gauge(
                    PERMITS_LIMIT,
                    "Handlers of the type at once in this process",
                    type,
                    use -> Math.min(use.limits().permits(), permits));
            gauge(
                    GROUPS_WAITING,
                    "Groups that wait for a permit, the rate or the breaker of the type",
                    type,
                    TypeUse::waiting);
            if (config.settings().execution().of(type).breaker() != null) {
                breaker(type);
            }
        }
    }

    private void gauge(
            String name, String description, String type, ToDoubleFunction<TypeUse> value) {
        Gauge.builder(name, life, l -> of(l, type, value))
                .description(description)
                .tag(TYPE, type)
                .register(registry);
    }

    private static double of(ProcessorLife life, String type, ToDoubleFunction<TypeUse> value) {
        return life.processor()
                .map(p -> p.insight().permits().use(type, System.nanoTime()))
                .map(use -> value.applyAsDouble(use))
                .orElse(0.0);
    }

    private void breaker(String type) {
        Gauge.builder(BREAKER, life, l -> breaker(l, type))
                .description("Circuit breaker of the type: 0 closed, 1 half open, 2 open")
                .tag(TYPE, type)
                .register(registry);
    }

    private static double breaker(ProcessorLife life, String type) {
        return number(life.processor().map(p -> state(p.insight(), type)).orElse(""));
    }

    private static String state(ProcessInsight insight, String type) {
        String state = insight.breaker(type);
        return state == null ? "" : state;
    }

    private static double number(String state) {
        return switch (state) {
            case "OPEN" -> 2;
            case "HALF_OPEN" -> 1;
            default -> 0;
        };
    }
}

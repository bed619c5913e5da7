package dev.strand.processor.metrics;

import dev.strand.processor.StrandProcessor;
import dev.strand.processor.execution.AttemptCounts.Outcome;
import dev.strand.processor.lifecycle.ProcessorLife;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import java.util.function.ToDoubleFunction;

/** Shows the figures of the processor; all are 0 until it has started. */
@Context
@Requires(beans = MeterRegistry.class)
final class ProcessorMetrics {
    static final String PERMITS_USED = "strand.permits.used";
    static final String PERMITS_LIMIT = "strand.permits.limit";
    static final String GROUPS_WAITING = "strand.permits.waiting";
    static final String RUNNING = "strand.handlers.running";
    static final String ASSIGNED = "strand.partitions.assigned";
    static final String ACTING = "strand.partitions.acting";
    static final String MISPLACED = "strand.tasks.misplaced";
    static final String UNREADABLE = "strand.facts.unreadable";
    static final String ATTEMPTS = "strand.attempts";
    static final String OUTCOME = "outcome";

    private final MeterRegistry registry;
    private final ProcessorLife life;

    ProcessorMetrics(MeterRegistry registry, ProcessorLife life) {
        this.registry = registry;
        this.life = life;
        gauge(PERMITS_USED, "Handlers that hold a permit", p -> p.insight().permits().used());
        gauge(
                PERMITS_LIMIT,
                "Handlers at once in this process",
                p -> p.insight().permits().limit());
        gauge(
                GROUPS_WAITING,
                "Groups that wait for a permit",
                p -> p.insight().permits().waiting());
        gauge(
                RUNNING,
                "Handlers entered, or outcomes not acknowledged yet",
                StrandProcessor::running);
        gauge(ASSIGNED, "Partitions assigned to this process", StrandProcessor::assignedPartitions);
        gauge(ACTING, "Partitions whose tasks may start here", StrandProcessor::actingPartitions);
        counter(
                MISPLACED,
                "Records whose key does not hash to their partition",
                p -> p.misplaced().misplaced());
        counter(
                UNREADABLE,
                "Records of the status topic that cannot be read",
                p -> p.misplaced().unreadable());
        for (Outcome outcome : Outcome.values()) {
            attempts(outcome);
        }
    }

    private void gauge(String name, String description, ToDoubleFunction<StrandProcessor> value) {
        Gauge.builder(name, life, l -> of(l, value)).description(description).register(registry);
    }

    private void counter(String name, String description, ToDoubleFunction<StrandProcessor> value) {
        FunctionCounter.builder(name, life, l -> of(l, value))
                .description(description)
                .register(registry);
    }

    private void attempts(Outcome outcome) {
        FunctionCounter.builder(ATTEMPTS, life, l -> of(l, p -> p.attempts().of(outcome)))
                .description("Attempts by how their handler returned")
                .tag(OUTCOME, outcome.label())
                .register(registry);
    }

    private static double of(ProcessorLife life, ToDoubleFunction<StrandProcessor> value) {
        return life.processor().map(p -> value.applyAsDouble(p)).orElse(0.0);
    }
}
